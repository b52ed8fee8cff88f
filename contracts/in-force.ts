/**
 * By which contract, and in which layout, a delivery is judged: by those of the period that it reports on. A restated file of an old
 * period looks as files looked then, and is asked for what was asked for then. The last day of the period decides.
 */

import { contractOn, contractVersions, type ContractRef } from '../schemas/feeds/version.js';
import type { Layout, Source } from '../schemas/project.js';
import { periodOf } from './file-name.js';

export interface InForce {
  /** As it was on that day: an earlier layout stands in the place of format, columns and values. */
  source: Source;
  contract: ContractRef;
  /** The day on which that layout ended; null for today's. */
  layout_to: string | null;
}

/** @param day YYYY-MM-DD. */
export function inForceOn(source: Source, day: string): InForce {
  const layout = source.layouts.filter(({ to }) => to >= day).sort((a, b) => (a.to < b.to ? -1 : 1))[0];
  return {
    source: layout === undefined ? source : { ...source, ...asToday(layout, source) },
    contract: contractOn(source.feed, day),
    layout_to: layout?.to ?? null,
  };
}

/** The last day of the period that a file's name says: by today's pattern, else by that of the layout which then holds. */
export function dayInName(source: Source, fileName: string): string | undefined {
  const today = periodOf(fileName, source.format.period).period;
  if (today !== undefined) return today.to;
  for (const layout of source.layouts) {
    const then = periodOf(fileName, layout.format.period).period;
    if (then !== undefined && inForceOn(source, then.to).layout_to === layout.to) return then.to;
  }
  return undefined;
}

/** Whether the day can make a difference at all. */
export const dependsOnDay = (source: Source): boolean => source.layouts.length > 0 || contractVersions(source.feed).length > 1;

/** How names are read is the same at all times, unless the layout says otherwise: deliveries stay in one order. */
function asToday({ format, columns, values }: Layout, { format: now }: Source): Pick<Source, 'format' | 'columns' | 'values'> {
  const { version = now.version, period = now.period } = format;
  return { format: { ...format, ...(version && { version }), ...(period && { period }) }, columns, values };
}
