/** Writes the sheets of a correction file in the form that its name asks for. */

import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AssuranceError } from '../../schemas/errors/error.js';
import type { Format, Source } from '../../schemas/project.js';
import type { CorrectionSheet } from './layout.js';
import { dialectOf, textFile } from './text-file.js';
import { workbook, type Reason } from './workbook.js';
import { memberNames, zipFile } from './zip-file.js';

/**
 * Writes a file that goes to a partner, whole or not at all; its name says whether it is a workbook, a text file or a zip archive of text files.
 * @param source what the layout is; without it plain text.
 * Errors: CORRECTION_SHEETS, CORRECTION_ENCODING.
 */
export async function writeSheets(
  file: string,
  sheets: CorrectionSheet[],
  reasons: readonly Reason[],
  source: Pick<Source, 'format'> | undefined,
  advice?: readonly string[],
): Promise<void> {
  const bytes = isWorkbook(file)
    ? await workbook(sheets, reasons, source?.format.date ?? 'YYYY-MM-DD', advice)
    : extensionOf(file) === '.zip'
      ? textFiles(sheets, source?.format)
      : textFile(oneSheet(file, sheets), dialectOf(source?.format));
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.part`, bytes);
  await rename(`${file}.part`, file);
}

/** Text files of one archive have one layout mostly, and the references say which is which. */
function oneSheet(file: string, sheets: CorrectionSheet[]): CorrectionSheet {
  const [sheet] = sheets;
  if (sheet === undefined || !haveOneHeader(sheets)) {
    throw new AssuranceError('CORRECTION_SHEETS', 'The rows stand under several headers, which a text file cannot hold.', { where: file });
  }
  return { ...sheet, rows: sheets.flatMap(({ rows }) => rows) };
}

const haveOneHeader = ([sheet, ...others]: CorrectionSheet[]): boolean =>
  others.every(({ header }) => JSON.stringify(header) === JSON.stringify(sheet?.header));

/** Where they have not: a file for each, as they came. */
function textFiles(sheets: CorrectionSheet[], format: Format | undefined): Buffer {
  const names = memberNames(sheets.map(({ name }) => (name === null || format?.type === 'csv' ? name : `${name}.csv`)));
  return zipFile(sheets.map((sheet, at) => ({ name: names[at]!, bytes: textFile(sheet, dialectOf(format)) })));
}

const extensionOf = (file: string): string => path.extname(file).toLowerCase();
export const isWorkbook = (file: string): boolean => extensionOf(file) === '.xlsx';

/** @param extension of a text file or a workbook. @returns the ending of a file that can hold the sheets. */
export const endingFor = (sheets: CorrectionSheet[], extension: string): string =>
  extension === '.xlsx' || haveOneHeader(sheets) ? extension : '.zip';
