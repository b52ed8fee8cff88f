/** One sheet of an .xlsx to its rows, in the order of their numbers, while its XML is being inflated. */

import { AssuranceError } from '../../schemas/errors/error.js';
import { printable } from '../../schemas/printable.js';
import type { ReadRow } from '../workbook-messages.js';
import type { ZipArchive } from '../zip/directory.js';
import type { Book, BookSheet } from './book.js';
import { partAt } from './package.js';
import { scanned } from './part.js';
import { SheetScan } from './sheet.js';

/** So much XML is read as a whole, so that rows may stand in any order in it. Real writers keep the order, and ours is a stream. */
export const SORTED_BYTES = 8 * 1024 * 1024;

/**
 * Yields rows as they are found.
 * @param how `sorted: false` for who wants the first rows only, and not the whole part to be read for them.
 * @throws WORKBOOK_UNREADABLE with the sheet.
 */
export async function* rowsOf(
  archive: ZipArchive,
  book: Book,
  sheet: BookSheet,
  { rejectFormulas, sorted = true }: { rejectFormulas: boolean; sorted?: boolean },
): AsyncGenerator<ReadRow[]> {
  const part = sheet.path === undefined ? undefined : partAt(archive, sheet.path);
  const where = `sheet "${printable(sheet.name)}"`;
  if (part === undefined) throw new AssuranceError('WORKBOOK_UNREADABLE', 'A sheet of the workbook is missing.', { where });
  const scan = new SheetScan(part.name, { ...book.rules, rejectFormulas });
  const whole: ReadRow[] | undefined = sorted && part.size <= SORTED_BYTES ? [] : undefined;
  try {
    for await (const _ of scanned(archive, part, scan)) {
      const rows = scan.take();
      if (whole !== undefined) whole.push(...rows);
      else if (rows.length > 0) yield rows;
    }
  } catch (error) {
    if (!(error instanceof AssuranceError)) throw error;
    throw new AssuranceError(error.code, error.message, { where, cause: error });
  }
  yield whole?.sort((a, b) => a.line - b.line) ?? scan.take();
}
