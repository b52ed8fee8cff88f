/** All files of a delivery as one reading: each member's tables carry its name, and one account holds them all. */

import { AssuranceError } from '../../schemas/errors/error.js';
import type { FileAccount, RawTable, StatedDocument } from '../../schemas/rows.js';
import type { Reading } from '../reader.js';
import { plainFiles, type PlainFile, type PlainFilesOptions } from './plain-files.js';

export interface ReadMembersOptions extends PlainFilesOptions {
  /** The files behind one that is refused are read too: `read` hears something of them that is told all the same. */
  toTheEnd?: boolean;
}

/**
 * @param read reads one plain file; its `sheet` is kept when there is one file only.
 * Errors: those of `read`, with the member in front of the place, and those of plainFiles.
 */
export async function* readMembers(path: string, options: ReadMembersOptions, read: (file: PlainFile) => Reading): Reading {
  const files = plainFiles(path, options);
  const accounts: FileAccount[] = [];
  try {
    for (;;) {
      const { value, done } = await files.next();
      if (done === true) {
        const unpacked = value === undefined ? {} : { notes: [value.note], sheets_not_read: value.not_read };
        return joined(accounts, unpacked);
      }
      const { member } = value;
      try {
        accounts.push(member === null ? yield* read(value) : yield* named(member, read(value)));
      } catch (error) {
        if (options.toTheEnd === true && error instanceof AssuranceError) await readOn(files, read);
        throw error;
      }
    }
  } finally {
    await files.return(undefined);
  }
}

/** What else is refused adds nothing: the first error is the one that counts. */
async function readOn(files: AsyncIterable<PlainFile>, read: (file: PlainFile) => Reading): Promise<void> {
  const refused = (error: unknown) => {
    if (!(error instanceof AssuranceError)) throw error;
  };
  const readAll = async () => {
    for await (const file of files) await drained(read(file)).catch(refused);
  };
  await readAll().catch(refused);
}

async function drained(reading: Reading): Promise<void> {
  for (;;) if ((await reading.next()).done === true) return;
}

/** The place of a row is its line and its sheet: the member, or the member and its sheet. */
async function* named(member: string, reading: Reading): Reading {
  const nameOf = (sheet: string | null): string => (sheet === null ? member : `${member} › ${sheet}`);
  const tables = new Map<RawTable, RawTable>();
  try {
    for (;;) {
      const { value, done } = await reading.next();
      if (done === true) {
        return {
          ...value,
          tables: value.tables.map((table) => ({ ...table, sheet: nameOf(table.sheet) })),
          ...(value.totals && { totals: value.totals.map((total) => ({ ...total, sheet: nameOf(total.sheet) })) }),
          sheets_not_read: value.sheets_not_read.map(nameOf),
          notes: value.notes.map((note) => `${member}: ${note}`),
        };
      }
      const { table, rows } = value;
      const own = tables.get(table) ?? { ...table, sheet: nameOf(table.sheet), ...(table.sheet === null ? { text: true } : {}) };
      tables.set(table, own);
      yield { table: own, rows: rows.map((row) => ({ ...row, sheet: own.sheet })) };
    }
  } catch (error) {
    if (!(error instanceof AssuranceError)) throw error;
    const where = error.where === undefined ? `member "${member}"` : `member "${member}", ${error.where}`;
    throw new AssuranceError(error.code, error.message, { where, fix: error.fix, cause: error });
  } finally {
    await reading.return(undefined as never);
  }
}

function joined(accounts: FileAccount[], unpacked: Partial<FileAccount>): FileAccount {
  const totals = accounts.flatMap((account) => account.totals ?? []);
  const holds = accounts.flatMap((account) => account.holds ?? []);
  const documents = accounts.flatMap(({ document }) => document ?? []);
  return {
    tables: accounts.flatMap(({ tables }) => tables),
    ...(totals.length > 0 ? { totals } : {}),
    sheets_not_read: [...accounts.flatMap(({ sheets_not_read }) => sheets_not_read), ...(unpacked.sheets_not_read ?? [])],
    notes: [...(unpacked.notes ?? []), ...accounts.flatMap(({ notes }) => notes)],
    ...(accounts.some(({ not_utf8 }) => not_utf8 === true) ? { not_utf8: true } : {}),
    ...(holds.length > 0 ? { holds } : {}),
    ...(documents.length > 0 ? { document: documents.reduce(together) } : {}),
  };
}

/** Several X12 files are one report, as several interchanges in one file are. */
function together(one: StatedDocument, other: StatedDocument): StatedDocument {
  const later = (one.order_key ?? '') > (other.order_key ?? '') ? one.order_key : other.order_key;
  return {
    senders: [...one.senders, ...other.senders],
    periods: [...one.periods, ...other.periods],
    order_key: later,
    reports: [...one.reports, ...other.reports],
    interchanges: [...one.interchanges, ...other.interchanges],
    warnings: [...one.warnings, ...other.warnings],
  };
}
