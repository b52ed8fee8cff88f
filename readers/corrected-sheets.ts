/**
 * Which sheets of a workbook are those of a corrected copy. `sheet` of a format is about reports: a copy has the sheets that had rejected rows, under
 * names of its own where those of the report were too long or came from several workbooks, so each one is known by its column of references.
 */

import { findCorrectionColumns, summarySheet } from '../schemas/corrections.js';
import { AssuranceError } from '../schemas/errors/error.js';
import type { XlsxFormat } from '../schemas/project.js';
import { cellText } from '../schemas/rows.js';
import type { CommonValues } from './common-values.js';
import type { ListedSheet } from './sheet-choice.js';
import type { ReadRow, RowBatches } from './workbook-messages.js';

/**
 * @param rows of a sheet; nothing behind its header is asked for.
 * @returns none for a report.
 */
export async function correctedSheets<Sheet extends ListedSheet>(
  sheets: readonly Sheet[],
  { header_row, values }: Pick<XlsxFormat, 'header_row'> & { values: CommonValues },
  rows: (sheet: Sheet) => RowBatches,
): Promise<Sheet[]> {
  const corrected: Sheet[] = [];
  for (const sheet of sheets) {
    if (!sheet.table || sheet.name === summarySheet) continue;
    const header = await headerOf(rows(sheet), header_row);
    const texts = header.map((cell) => cellText(typeof cell === 'number' ? values.cells[cell] : cell));
    if (findCorrectionColumns(texts) !== undefined) corrected.push(sheet);
  }
  return corrected;
}

/** Of a sheet without a header the first row: a copy has one all the same. A sheet that cannot be read is an error only when it is to be read. */
async function headerOf(batches: RowBatches, headerRow: number): Promise<ReadRow['cells']> {
  try {
    for await (const batch of batches) {
      const first = batch.find(({ line }) => line >= headerRow);
      if (first !== undefined) return first.cells;
    }
  } catch (error) {
    if (!(error instanceof AssuranceError)) throw error;
  }
  return [];
}
