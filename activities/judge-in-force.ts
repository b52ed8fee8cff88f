/** One file, judged by the contract and in the layout of the period that it reports on. */

import { inForceOn, dayInName, dependsOnDay, type InForce } from '../contracts/in-force.js';
import { judgeDelivery, type JudgeRequest } from '../contracts/judge.js';
import { bulkFile, readFile, type ReadOptions } from '../readers/reader.js';
import { periodsBetween } from '../registry/calendar.js';
import type { Judgement } from '../schemas/delivery.js';
import { AssuranceError } from '../schemas/errors/error.js';
import type { Source, TableFormat } from '../schemas/project.js';
import type { RawRow } from '../schemas/rows.js';
import { lastDelivery } from './last-delivery.js';
import { stagingPaths } from '../schemas/staging.js';

export interface InForceRequest extends Omit<JudgeRequest, 'reading' | 'inForce' | 'summaries' | 'last'> {
  /** Where the bytes are. */
  path: string;
  /** YYYY-MM-DD on which it came: what reports on no period is judged by what held then. */
  received_on: string;
  onBytes?: ReadOptions['onBytes'];
  /** The home of the project, whose published registry knows the last delivery; without it the form is compared with nothing. */
  home?: string;
  /** The last one counts when the file is judged twice. */
  onEnvelope?: ReadOptions['onEnvelope'];
}

/**
 * The period is in the file's name, or in the file itself, or is the one that its business dates lie in. The last two are known only
 * when the file has been read: then it is judged once more if another contract or layout held.
 */
export async function judgeInForce({ path, received_on, onBytes, onEnvelope, home, ...request }: InForceRequest): Promise<Judgement> {
  const { source, taken, signal, staging: unpackIn } = request;
  const judgeOn = async (inForce: InForce) => {
    const { format } = inForce.source;
    const scratch = `${stagingPaths(request.staging, taken.delivery_id).folder}.utf8.tmp`;
    const bulk = await bulkFile(path, format, { scratch, signal, onBytes });
    try {
      return await judgeDelivery({
        ...request,
        source: inForce.source,
        inForce,
        last: home === undefined ? undefined : await lastDelivery(home, inForce.source, taken, inForce.layout_to),
        summaries: await summariesOf(path, inForce.source, { signal, unpackIn }),
        bulk: bulk?.bulk,
        reading: readFile(path, format, { signal, onBytes, onEnvelope, unpackIn }),
      });
    } finally {
      await bulk?.close();
    }
  };
  const first = inForceOn(source, dayInName(source, taken.file_name) ?? received_on);
  const judgement = await judgeOn(first);
  const day = dependsOnDay(source) ? lastDay(judgement, source) : undefined;
  if (day === undefined) return judgement;
  const then = inForceOn(source, day);
  return then.contract.version === first.contract.version && then.layout_to === first.layout_to ? judgement : judgeOn(then);
}

function lastDay({ period_to, dated }: Judgement, { calendar }: Source): string | undefined {
  if (period_to !== null || dated === undefined) return period_to ?? undefined;
  return calendar === undefined ? dated.to : periodsBetween(calendar, dated.to, dated.to)[0]?.period_to;
}

/** So far down a sheet may begin that sums up. */
const blankRowsAtMost = 10;

/** The sheets that control totals of the source name, as far as they are there. */
async function summariesOf(path: string, { control_totals, format }: Source, options: ReadOptions) {
  const summaries = new Map<string, RawRow[]>();
  for (const { sheet } of control_totals) {
    if (sheet === undefined || format.type !== 'xlsx' || summaries.has(sheet)) continue;
    const rows = await sheetRows(path, { ...format, sheet, total_row: undefined, header_row: 1 }, options);
    if (rows !== undefined) summaries.set(sheet, rows);
  }
  return summaries;
}

/** Nothing when the sheet is not there, is blank, or the file cannot be read, which its judgement says. */
async function sheetRows(path: string, format: TableFormat, options: ReadOptions): Promise<RawRow[] | undefined> {
  try {
    const rows: RawRow[] = [];
    for await (const { table, rows: more } of readFile(path, format, options)) {
      if (rows.length === 0) rows.push({ sheet: table.sheet, line: table.header_line, cells: table.header });
      rows.push(...more);
    }
    return rows;
  } catch (error) {
    if (!(error instanceof AssuranceError) || error.kind !== 'terminal') throw error;
    const further = error.code === 'HEADER_MISSING' && format.header_row < blankRowsAtMost;
    return further ? sheetRows(path, { ...format, header_row: format.header_row + 1 }, options) : undefined;
  }
}
