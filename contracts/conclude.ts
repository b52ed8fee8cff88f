/** What all rows, the header and the totals of a file mean for the delivery as a whole. The same behind either judge of rows. */

import type { Judgement, TakenDelivery } from '../schemas/delivery.js';
import { definitions } from '../schemas/feeds/contract.js';
import type { Source } from '../schemas/project.js';
import type { FileAccount } from '../schemas/rows.js';
import { stagingPaths } from '../schemas/staging.js';
import { controlTotalHolds, type TotalledFile } from './control-totals.js';
import type { CorrectedCopy } from './corrected-copy.js';
import { documentFindings, documentHolds } from './document.js';
import { periodOf } from './file-name.js';
import type { Finding } from './finding.js';
import type { Hold } from './hold.js';
import { dependsOnDay } from './in-force.js';
import { outcomeOf, type Counts, type JudgedTable } from './outcome.js';
import { withStaged, type Ask } from './staged-query.js';
import { ruleHolds } from './thresholds.js';

/** A file whose rows have all been judged and staged. */
export interface JudgedFile {
  tables: readonly (JudgedTable & { findings: Finding[] })[];
  counts: Counts;
  account: FileAccount;
  correction: CorrectedCopy;
}

export interface ConcludeRequest {
  taken: TakenDelivery;
  source: Source;
  staging: string;
  summaries?: TotalledFile['summaries'];
}

export type Concluded = Omit<Judgement, 'delivery_id' | 'contract' | 'layout_to' | 'period_from' | 'period_to' | 'order_key'>;

/** Both Parquet files have to be written: what is counted over rows is asked of them. */
export async function conclude(file: JudgedFile, request: ConcludeRequest): Promise<Concluded> {
  const { tables, counts, account, correction } = file;
  const source = correction.is ? asCorrection(request.source) : request.source;
  const { totals: _, ...kept } = account;
  const { dated, holds } = await fromRows(file, { ...request, source });
  return {
    ...outcomeOf(tables, counts, source, [...documentHolds(account.document, source, counts), ...correction.holds, ...holds]),
    ...counts,
    account: kept,
    headers: tables.map(({ table: { sheet, header } }) => ({ sheet, header })),
    ...(dated && { dated }),
    findings: [...tables.flatMap((table) => table.findings), ...documentFindings(account.document, source)],
  };
}

/** A corrected copy is as short, and as bad, as it is: limits and totals are for reports. */
const asCorrection = (source: Source): Source => ({ ...source, limits: { reject_share: 1, min_rows: 0 }, control_totals: [] });

/** Most files say their period in their name and are asked nothing as a whole; for them nothing is opened. */
async function fromRows(
  { tables, counts, account }: JudgedFile,
  { taken, source, staging, summaries = new Map() }: ConcludeRequest,
): Promise<{ dated?: Judgement['dated']; holds: Hold[] }> {
  const undated = dependsOnDay(source) && periodOf(taken.file_name, source.format.period).period === undefined;
  const dated_by = undated ? definitions[source.feed].dated_by : undefined;
  const limited = source.limits.rules !== undefined;
  if (dated_by === undefined && !limited && source.control_totals.length === 0) return { holds: [] };
  return withStaged(stagingPaths(staging, taken.delivery_id), async (ask) => ({
    dated: dated_by === undefined ? undefined : await datesOf(dated_by, ask),
    holds: [
      ...(limited ? await ruleHolds(source.limits, counts.rows_read, ask) : []),
      ...(await controlTotalHolds({ source, file_name: taken.file_name, tables, rows_read: counts.rows_read, account, summaries, ask })),
    ],
  }));
}

async function datesOf(dated_by: string, ask: Ask): Promise<Judgement['dated']> {
  const [dates] = await ask(
    `SELECT min(day) AS "from", max(day) AS "to" FROM (
       SELECT ${dated_by}::DATE AS day FROM accepted UNION ALL SELECT business_date FROM rejected)`,
  );
  return dates?.from == null || dates.to == null ? undefined : { from: dates.from, to: dates.to };
}
