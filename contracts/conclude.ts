/** What all rows, the header and the totals of a file mean for the delivery as a whole. The same behind either judge of rows. */

import type { z } from 'zod';
import { trimmed } from '../schemas/cells/text.js';
import type { ClearedRows, Judgement, LastDelivery, TakenDelivery } from '../schemas/delivery.js';
import { contractFor, definitions, feedFields } from '../schemas/feeds/contract.js';
import { fieldMeta } from '../schemas/feeds/field.js';
import type { Source } from '../schemas/project.js';
import type { FileAccount } from '../schemas/rows.js';
import { literal } from '../schemas/sql.js';
import { stagingPaths } from '../schemas/staging.js';
import { controlTotalHolds, type TotalledFile } from './control-totals.js';
import type { CorrectedCopy } from './corrected-copy.js';
import { documentFindings, documentHolds } from './document.js';
import { driftOf, type DriftRequest } from './drift.js';
import { periodOf } from './file-name.js';
import type { Finding } from './finding.js';
import { dependsOnDay, type InForce } from './in-force.js';
import { outcomeOf, type Counts, type JudgedTable } from './outcome.js';
import { withStaged, type Ask } from './staged-query.js';
import { ruleHolds } from './thresholds.js';

/** A file whose rows have all been judged and staged. */
export interface JudgedFile {
  tables: readonly (JudgedTable & { findings: Finding[] })[];
  counts: Counts;
  account: FileAccount;
  correction: CorrectedCopy;
  /** Rows that needed no zod; the others are in accepted.parquet and rejected.parquet. */
  cleared?: ClearedRows | undefined;
}

export interface ConcludeRequest {
  taken: TakenDelivery;
  source: Source;
  staging: string;
  /** The contract's version; without it the one that holds now. */
  inForce?: Pick<InForce, 'contract'>;
  summaries?: TotalledFile['summaries'];
  last?: LastDelivery | undefined;
}

export type Concluded = Omit<Judgement, 'delivery_id' | 'contract' | 'layout_to' | 'period_from' | 'period_to' | 'order_key'>;

/** Both Parquet files have to be written: what is counted over rows is asked of them. */
export async function conclude(file: JudgedFile, asked: ConcludeRequest): Promise<Concluded> {
  const { tables, counts, account, cleared, correction } = file;
  const request = correction.is ? asCorrection(asked) : asked;
  const { source, taken, staging } = request;
  const { totals: _totals, not_utf8: _form, holds: byReader = [], ...kept } = account;
  return withStaged(stagingPaths(staging, taken.delivery_id), cleared, async (ask) => {
    const drift = await driftIn(file, request, ask);
    const dated = await datesOf(request, ask);
    const holds = {
      form: drift.holds,
      rows: [
        ...documentHolds(account.document, source, counts),
        ...byReader,
        ...correction.holds,
        ...(await ruleHolds(source.limits, counts.rows_read, ask)),
        ...(await totalHolds(file, request, ask)),
      ],
    };
    return {
      ...outcomeOf(tables, counts, source, holds),
      ...counts,
      account: kept,
      ...(cleared && { cleared }),
      headers: tables.map(({ table: { sheet, header } }) => ({ sheet, header })),
      ...(dated && { dated }),
      findings: [...tables.flatMap((table) => table.findings), ...documentFindings(account.document, source), ...drift.findings],
    };
  });
}

/** A corrected copy is as short, and as bad, as it is: limits, totals and the form are for reports. */
const asCorrection = (request: ConcludeRequest): ConcludeRequest => ({
  ...request,
  source: { ...request.source, limits: { reject_share: 1, min_rows: 0 }, control_totals: [] },
  last: undefined,
});

const totalHolds = ({ tables, counts, account }: JudgedFile, { source, taken, summaries = new Map() }: ConcludeRequest, ask: Ask) =>
  controlTotalHolds({ source, file_name: taken.file_name, tables, rows_read: counts.rows_read, account, summaries, ask });

/** So many cells tell what a column holds. */
const sample = 50;

function driftIn({ tables, account }: JudgedFile, { source, inForce, last }: ConcludeRequest, ask: Ask) {
  const version = inForce?.contract.version;
  const fits: DriftRequest['fits'] = async ({ sheet }, at, field) => {
    const cells = await ask(
      `SELECT coalesce(json_extract_string(cells, '$[${at}].text'), json_extract_string(cells, '$[${at}]')) AS text FROM rejected
       WHERE sheet IS NOT DISTINCT FROM ${sheet === null ? 'NULL' : literal(sheet)} AND NOT list_contains(codes, 'CELL_COUNT') LIMIT ${sample}`,
    );
    const filled = cells.map(({ text }) => text ?? '').filter((text) => trimmed(text) !== '');
    const { date, decimal, serial_separator } = source.format;
    const { shape } = contractFor(
      source.feed,
      { date, decimal, serial_separator, corrections: source.corrections },
      version,
    ) as z.ZodObject;
    // Free text takes everything, so it tells nothing
    if (filled.length === 0 || ['text', 'code', 'email'].includes(metaOf(shape, field)?.kind ?? 'text')) return undefined;
    return filled.every((text) => (shape[field] as z.ZodType).safeParse(text).success);
  };
  return driftOf({ source, fields: feedFields(source.feed, version), tables, account, last, fits });
}

const metaOf = (shape: z.ZodRawShape, field: string) => fieldMeta.get(shape[field] as z.ZodType);

/** Asked only when the choice of the contract may depend on them: a name that says the period settles it. */
async function datesOf({ source, taken }: ConcludeRequest, ask: Ask): Promise<Judgement['dated']> {
  const { dated_by } = definitions[source.feed] as { dated_by?: string };
  if (dated_by === undefined || !dependsOnDay(source) || periodOf(taken.file_name, source.format.period).period !== undefined)
    return undefined;
  const [dates] = await ask(
    `SELECT min(day) AS "from", max(day) AS "to" FROM (
       SELECT ${dated_by}::DATE AS day FROM accepted UNION ALL SELECT business_date FROM rejected)`,
  );
  return dates?.from == null || dates.to == null ? undefined : { from: dates.from, to: dates.to };
}
