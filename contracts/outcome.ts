/** From counts and limits to the delivery's status: what a person must see first is what holds it. */

import type { Judgement } from '../schemas/delivery.js';
import type { Source } from '../schemas/project.js';
import type { RawTable } from '../schemas/rows.js';
import { inSheet, type HeaderMap } from './header.js';
import type { Hold } from './hold.js';

export interface Counts {
  rows_read: number;
  rows_accepted: number;
  rows_rejected: number;
}

export interface JudgedTable {
  table: RawTable;
  map: HeaderMap;
}

type Outcome = Pick<Judgement, 'status' | 'error_code' | 'error'>;

/** What holds a delivery beside its header and its counts. */
export interface FurtherHolds {
  /** Drift. */
  form: readonly Hold[];
  /** What the file says of itself, limits of rules, control totals. */
  rows: readonly Hold[];
}

/** A held delivery says every reason; its code is the first one's. */
export function outcomeOf(tables: readonly JudgedTable[], counts: Counts, { limits }: Source, { form, rows }: FurtherHolds): Outcome {
  // A file that was read with the wrong delimiter or encoding seems to lack columns: that is not what a person is to look for
  const misread = form.filter(({ code }) => code === 'DELIMITER_CHANGED' || code === 'ENCODING_CHANGED');
  const changed = form.filter((hold) => !misread.includes(hold));
  const holds = [...misread, ...headerHolds(tables), ...changed, ...limitHolds(counts, limits), ...rows];
  const first = holds[0];
  if (first !== undefined) return { status: 'held', error_code: first.code, error: holds.map(({ says }) => says).join(' ') };
  return { status: statusOf(counts), error_code: null, error: null };
}

function statusOf({ rows_read, rows_accepted, rows_rejected }: Counts): Judgement['status'] {
  if (rows_read === 0) return 'nil';
  if (rows_accepted === 0) return 'rejected';
  return rows_rejected > 0 ? 'partial' : 'accepted';
}

function headerHolds(tables: readonly JudgedTable[]): Hold[] {
  if (tables.length === 0) return [{ code: 'COLUMN_MISSING', says: 'The file has no header.' }];
  return tables.flatMap(({ table, map: { missing, ambiguous } }): Hold[] => [
    ...(missing.length === 0
      ? []
      : [{ code: 'COLUMN_MISSING', says: `${inSheet(table)}There is no column for ${missing.join(', ')}.` } as const]),
    ...(ambiguous.length === 0
      ? []
      : [{ code: 'HEADER_AMBIGUOUS', says: `${inSheet(table)}More than one column stands for ${ambiguous.join(', ')}.` } as const]),
  ]);
}

/** A report without rows is nil, however many were expected: saying that nothing was sold is not the same as saying nothing. */
function limitHolds({ rows_read, rows_rejected }: Counts, { reject_share, min_rows }: Source['limits']): Hold[] {
  if (rows_read === 0) return [];
  const holds: Hold[] = [];
  if (rows_rejected / rows_read > reject_share) {
    const says = `${rows_rejected} of ${rows_read} rows were rejected; the source allows a share of ${reject_share}.`;
    holds.push({ code: 'REJECT_SHARE_EXCEEDED', says });
  }
  if (rows_read < min_rows) {
    holds.push({ code: 'TOO_FEW_ROWS', says: `The file has ${rows_read} rows; the source expects at least ${min_rows}.` });
  }
  return holds;
}
