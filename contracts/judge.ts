/** Judges one delivery: every raw row to accepted or rejected, and what that means for the delivery as a whole. */

import { rm, writeFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import type { BulkReading } from '../schemas/bulk.js';
import { findCorrectionColumns } from '../schemas/corrections.js';
import type { Judgement, LastDelivery, TakenDelivery } from '../schemas/delivery.js';
import { AssuranceError } from '../schemas/errors/error.js';
import { contractFor, definitions, feedFields, type FieldInfo } from '../schemas/feeds/contract.js';
import type { ContractRef } from '../schemas/feeds/version.js';
import type { Source } from '../schemas/project.js';
import type { FileAccount, RawRow, RawTable } from '../schemas/rows.js';
import { stagingPaths } from '../schemas/staging.js';
import { judgeInBulk } from './bulk-judge.js';
import { conclude, type Concluded, type JudgedFile } from './conclude.js';
import type { TotalledFile } from './control-totals.js';
import { CorrectedCopy } from './corrected-copy.js';
import { fromDocument } from './document.js';
import { orderKey, periodOf } from './file-name.js';
import type { InForce } from './in-force.js';
import { atomically, StagedRows } from './staged-rows.js';
import { TableJudge } from './table-judge.js';

export interface JudgeRequest {
  taken: TakenDelivery;
  source: Source;
  /** IANA zone of the project, for times that a workbook stores without one. */
  timezone: string;
  /** What a reader yields: rows of one table after the other, at the end the account of all lines. */
  reading: AsyncGenerator<{ table: RawTable; rows: RawRow[] }, FileAccount>;
  /** The same file for the judge in bulk, when its reader found it plain enough. */
  bulk?: BulkReading | undefined;
  /** The contract of the period that the delivery reports on; without it the one that holds now. See in-force.ts. */
  inForce?: Pick<InForce, 'contract' | 'layout_to'>;
  /** Rows of the sheets that `control_totals` of the source name, by their names. */
  summaries?: TotalledFile['summaries'];
  /** What the file's form is compared with. */
  last?: LastDelivery;
  /** The staging folder of the project. */
  staging: string;
  signal?: AbortSignal;
  /** Rows judged so far. */
  onRows?: (rows: number) => void;
}

/**
 * Writes accepted.parquet and rejected.parquet (in bulk also cleared.parquet), and judgement.json last: where it is, the others are complete. May be killed at any
 * instruction and run again; the same bytes under the same source give the same files.
 *
 * @returns also for a file that cannot be read: status `failed` with the reader's code, counts of zero.
 * @throws the signal's reason when it was aborted; what is transient (disk full, store not reachable).
 */
export async function judgeDelivery(request: JudgeRequest): Promise<Judgement> {
  const { taken, source, staging, signal } = request;
  const fields = feedFields(source.feed, inForceNow(request).version);
  const rows = await StagedRows.open(staging, taken.delivery_id, fields, request.bulk === undefined && taken.bytes < smallBytes);
  const paths = stagingPaths(staging, taken.delivery_id);
  const interrupt = () => rows.interrupt();
  signal?.addEventListener('abort', interrupt);
  try {
    const file = await readAll(request, fields, rows).catch(async (error: unknown) => {
      signal?.throwIfAborted();
      if (!(error instanceof AssuranceError) || error.kind !== 'terminal') throw error;
      await rows.empty();
      return error;
    });
    await rows.write().catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error;
    });
    const judged = file instanceof AssuranceError ? failed(file) : await conclude(file, request);
    const correction = file instanceof AssuranceError ? undefined : file.correction;
    const inForce = { contract: inForceNow(request), layout_to: request.inForce?.layout_to ?? null };
    const said = correction?.is === true ? correctionSays(taken, correction) : fromName(taken, source, judged.findings);
    const judgement = { delivery_id: taken.delivery_id, ...judged, ...inForce, ...said, ...fromDocument(judged.account.document) };
    await rm(paths.corrections, { force: true });
    if (correction?.is === true) await atomically(paths.corrections, (path) => correction.write(path));
    await atomically(paths.judgement, (path) => writeFile(path, `${JSON.stringify(judgement, null, 2)}\n`));
    return judgement;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    await rows.close();
  }
}

/** Up to here no row can be so heavy that it needs a database of its own. */
const smallBytes = 1_048_576;

async function readAll(request: JudgeRequest, fields: FieldInfo[], rows: StagedRows): Promise<JudgedFile> {
  const { source, timezone, reading, bulk, signal, onRows } = request;
  const mapped = Object.keys(source.columns ?? {});
  const correction = new CorrectedCopy(mapped);
  const { date, decimal, serial_separator } = source.format;
  const dialect = { date, decimal, serial_separator, corrections: source.corrections, timezone };
  const contract = contractFor(source.feed, dialect, inForceNow(request).version) as z.ZodObject;
  const dated_by: string | undefined = definitions[source.feed].dated_by;
  const judgeOf = (table: RawTable) => new TableJudge({ contract, fields, source, dated_by, table });
  if (bulk !== undefined && findCorrectionColumns(bulk.table.header, mapped) === undefined) {
    const judged = await judgeInBulk({ bulk, source, dialect, fields, judge: judgeOf(bulk.table), rows, signal, onRows });
    if (judged !== undefined) {
      await reading.return(undefined as never);
      return { ...judged, correction };
    }
  }
  const tables = new Map<string | null, TableJudge>();
  const counts = { rows_read: 0, rows_accepted: 0, rows_rejected: 0 };
  try {
    for (;;) {
      signal?.throwIfAborted();
      const next = await reading.next();
      if (next.done) return { tables: [...tables.values()], counts, account: next.value, correction };
      const chunk = correction.take(next.value);
      if (chunk === undefined) continue;
      const { table, rows: raw } = chunk;
      let judge = tables.get(table.sheet);
      if (judge === undefined) tables.set(table.sheet, (judge = judgeOf(table)));
      for (const row of raw) {
        const accepted = judge.row(row, rows);
        correction.judged(row, accepted);
        counts[accepted ? 'rows_accepted' : 'rows_rejected'] += 1;
      }
      counts.rows_read += raw.length;
      onRows?.(counts.rows_read);
      // Heartbeats and other deliveries need the event loop too
      await setImmediate();
    }
  } finally {
    await reading.return(undefined as never);
  }
}

const inForceNow = ({ inForce, source }: JudgeRequest): ContractRef =>
  inForce?.contract ?? { id: source.feed, version: definitions[source.feed].version };

/** A file that could not be read has no rows, also when some of them came before the place where it broke. */
const failed = (error: AssuranceError): Concluded => ({
  status: 'failed',
  rows_read: 0,
  rows_accepted: 0,
  rows_rejected: 0,
  error_code: error.code,
  error: error.where === undefined ? error.message : `${error.message} (${error.where})`,
  account: { tables: [], sheets_not_read: [], notes: [] },
  headers: [],
  findings: [],
});

function fromName({ file_name, modified_at }: TakenDelivery, { format }: Source, findings: Judgement['findings']) {
  const { period, findings: unreadable } = periodOf(file_name, format.period);
  return {
    period_from: period?.from ?? null,
    period_to: period?.to ?? null,
    order_key: orderKey(file_name, format.version, modified_at),
    findings: [...findings, ...unreadable],
  };
}

/** A corrected copy belongs to the period of what it corrects, whatever it is called; among such copies time alone says which is later. */
function correctionSays({ file_name, modified_at }: TakenDelivery, { corrects }: CorrectedCopy) {
  return { period_from: null, period_to: null, order_key: orderKey(file_name, undefined, modified_at), findings: [], corrects };
}
