/** Judges small readings made by hand and reads back what the judge wrote. */

import { readFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { judgeDelivery, type JudgeRequest } from '../../contracts/judge.js';
import type { Judgement, RejectedCell, TakenDelivery } from '../../schemas/delivery.js';
import { sourceSchema } from '../../schemas/project.js';
import type { RawCell, RawRow, RawTable, TotalLine } from '../../schemas/rows.js';
import { stagingPaths } from '../../schemas/staging.js';
import type { Feed } from '../../schemas/vocabulary.js';
import { tempFolder } from '../support/temp-folder.js';

export interface SheetOfRows {
  sheet?: string | null;
  header: string[];
  rows: RawCell[][];
  /** A line that counts as total, behind the rows. */
  total?: RawCell[];
}

export interface RejectedLine {
  sheet: string | null;
  line: number;
  cells: RawCell[];
  errors: RejectedCell[];
  codes: string[];
  product_number: string | null;
  serial_numbers: string[];
  business_date: string | null;
}

export interface Judged {
  judgement: Judgement;
  accepted: Record<string, unknown>[];
  rejected: RejectedLine[];
  staging: string;
}

/** What a source adds to the plainest one. */
export interface SourceOptions {
  feed?: Feed;
  format?: Record<string, unknown>;
  columns?: Record<string, string>;
  values?: Record<string, Record<string, string>>;
  corrections?: string;
  limits?: Record<string, unknown>;
  control_totals?: Record<string, unknown>[];
  drift?: Record<string, string>;
  layouts?: Record<string, unknown>[];
  calendar?: Record<string, unknown>;
}

export const sourceOf = ({ feed = 'pos', format = {}, ...rest }: SourceOptions = {}) =>
  sourceSchema.parse({
    id: 'northgate-pos',
    party: 'NORTHGATE',
    feed,
    connector: { type: 'folder', path: '.' },
    format: { type: 'csv', ...format },
    ...rest,
  });

export const taken = (over: Partial<TakenDelivery> = {}): TakenDelivery => ({
  delivery_id: 'd0123456789',
  source_id: 'northgate-pos',
  feed: 'pos',
  party_id: 'NORTHGATE',
  file_name: 'report.csv',
  sha256: '0'.repeat(64),
  bytes: 1,
  modified_at: '2026-04-01T12:00:00Z',
  received_at: '2026-04-01T12:00:01Z',
  ...over,
});

/** A reading as a reader gives it: small chunks, header on line 1. */
export async function* readingOf(...sheets: SheetOfRows[]): JudgeRequest['reading'] {
  const tables = [];
  const totals: TotalLine[] = [];
  for (const { sheet = null, header, rows, total } of sheets) {
    const table: RawTable = { sheet, header, header_line: 1 };
    const raw = rows.map((cells, at): RawRow => ({ sheet, line: at + 2, cells }));
    for (let from = 0; from === 0 || from < raw.length; from += 3) yield { table, rows: raw.slice(from, from + 3) };
    if (total !== undefined) totals.push({ sheet, line: rows.length + 2, cells: total });
    tables.push({ sheet, lines: rows.length + 1, preamble: 0, header: 1, data: rows.length, total: 0, blank: 0, rows: rows.length });
  }
  return { tables, ...(totals.length > 0 && { totals }), sheets_not_read: [], notes: [] };
}

export async function judge(
  reading: JudgeRequest['reading'],
  source: SourceOptions = {},
  over: Partial<JudgeRequest> = {},
): Promise<Judged> {
  const staging = over.staging ?? tempFolder();
  const delivery = over.taken ?? taken({ feed: source.feed ?? 'pos' });
  const request = { taken: delivery, source: sourceOf(source), timezone: 'America/Chicago', reading, staging, ...over };
  const judgement = await judgeDelivery(request);
  return { judgement, staging, ...(await written(staging, delivery.delivery_id)) };
}

/** Both Parquet files, as another room reads them. */
export async function written(
  staging: string,
  deliveryId: string,
): Promise<{ accepted: Record<string, unknown>[]; rejected: RejectedLine[] }> {
  const paths = stagingPaths(staging, deliveryId);
  const rejected = (await parquet(paths.rejected)) as unknown as (Omit<RejectedLine, 'cells' | 'errors'> & {
    cells: string;
    errors: string;
  })[];
  return {
    accepted: await parquet(paths.accepted),
    rejected: rejected.map((row) => ({
      ...row,
      line: Number(row.line),
      cells: JSON.parse(row.cells) as string[],
      errors: JSON.parse(row.errors) as RejectedCell[],
    })),
  };
}

export const judgementFile = async (staging: string, deliveryId: string): Promise<unknown> =>
  JSON.parse(await readFile(stagingPaths(staging, deliveryId).judgement, 'utf8'));

export async function parquet(path: string, what = '*'): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(`SELECT ${what} FROM '${path}'`)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** A POS row that is all right, with what a test changes in it. */
export const goodSale: Readonly<Record<string, RawCell>> = {
  transaction_type: 'sale',
  invoice_number: 'INV-1',
  invoice_line: '1',
  invoice_date: '2026-03-14',
  ship_date: '',
  product_number: 'ROOM-220',
  serial_number: '0000101',
  quantity: '1',
  selling_partner: 'BLUEHERON',
  end_user_name: 'Buttonwood School District',
  end_user_address_line1: '12 Main Street',
  end_user_address_line2: '',
  end_user_city: 'Springfield',
  end_user_state: 'IL',
  end_user_postal_code: '62701',
  end_user_country: 'US',
  end_user_contact: '',
  end_user_email: '',
  end_user_phone: '',
  unit_price: '1999.50',
  currency: 'USD',
};

/** Rows as a table under the header of their fields. */
export const salesOf = (...rows: Record<string, RawCell>[]): SheetOfRows => ({
  header: Object.keys(goodSale),
  rows: rows.map((row) => Object.keys(goodSale).map((field) => row[field] ?? goodSale[field]!)),
});
