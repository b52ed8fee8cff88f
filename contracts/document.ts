/** What a file says of itself as a whole (X12), held against its source: is it ours to read, and can the registry do what it asks for? */

import type { Judgement } from '../schemas/delivery.js';
import type { Source } from '../schemas/project.js';
import type { StatedDocument } from '../schemas/rows.js';
import { purposeOf, type DocumentPurpose } from '../schemas/x12-format.js';
import type { Finding } from './finding.js';
import type { Period } from './file-name.js';
import type { Hold } from './hold.js';
import type { Counts } from './outcome.js';

/** Reasons to wait for a person before anything of the file enters the registry. */
export function documentHolds(document: StatedDocument | undefined, source: Source, counts: Counts): Hold[] {
  if (document === undefined) return [];
  return [...senderHolds(document, source), ...purposeHolds(document, source, counts), ...periodHolds(document, source)];
}

export function documentFindings(document: StatedDocument | undefined, source: Source): Finding[] {
  if (document === undefined) return [];
  const replaces = purposesOf(document, source).some(({ means }) => means === 'replace');
  const by = {
    upsert: 'lines that the earlier report had and this one does not have remain',
    replace_file: 'it replaces the earlier file of the same name, no other',
  };
  const { corrections } = source;
  const partly = replaces && (corrections === 'upsert' || corrections === 'replace_file') ? by[corrections] : undefined;
  return [
    ...document.warnings.map(({ kind, detail }): Finding => ({ kind, severity: 'warning', detail })),
    ...(partly === undefined
      ? []
      : [
          {
            kind: 'REPLACEMENT_IS_PARTIAL',
            severity: 'warning',
            detail: `The file says that it replaces an earlier report; under ${corrections} ${partly}.`,
          } as const,
        ]),
  ];
}

/** The file's own period and place in the order of deliveries, where it says them: they win over the file's name. */
export function fromDocument(document: StatedDocument | undefined): Partial<Pick<Judgement, 'period_from' | 'period_to' | 'order_key'>> {
  if (document === undefined) return {};
  const period = unbroken(document.periods);
  return {
    ...(period === undefined ? {} : { period_from: period.from, period_to: period.to }),
    // Behind the keys that names give, which begin with 0 and 1
    ...(document.order_key === null ? {} : { order_key: `2 ${document.order_key}` }),
  };
}

/** Every id that is wrong is told, once. */
function senderHolds({ senders }: StatedDocument, source: Source): Hold[] {
  const own = [source.party, ...('sender' in source.format ? source.format.sender : [])].map(folded);
  const others = senders.filter(({ place, ids }) => !ids.some((id) => isOneOf(own, id, place)));
  if (others.length === 0) return [];
  const named = [...new Set(others.map(({ place, ids }) => `${place} ${ids.map((id) => JSON.stringify(printableId(id))).join(' / ')}`))];
  return [{ code: 'SENDER_MISMATCH', says: `The file names another sender than ${source.party}: ${named.join(', ')}.` }];
}

/** An id is compared as a whole. Beside an id, N1 has a name, which may say more than the party's id does. */
function isOneOf(own: string[], id: string, place: string): boolean {
  const text = folded(id);
  if (own.includes(text)) return true;
  return place !== 'ISA06' && own.some((wanted) => ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')} `.includes(` ${wanted} `));
}

const folded = (id: string): string => id.trim().toUpperCase();
const printableId = (id: string): string => id.slice(0, 60);

const meaningOf = (code: string, { format }: Source): DocumentPurpose | undefined =>
  purposeOf(code, { purposes: 'purposes' in format ? format.purposes : {} });

function purposesOf({ reports }: StatedDocument, source: Source): { code: string; means: DocumentPurpose | undefined }[] {
  return [...new Set(reports.map(({ purpose }) => purpose))].map((code) => ({ code, means: meaningOf(code, source) }));
}

/** Which purposes each mode can carry out. A cancellation without rows takes the place of what it cancels; its rows are never sales. */
function purposeHolds(document: StatedDocument, source: Source, { rows_read }: Counts): Hold[] {
  const { corrections } = source;
  const whole = corrections === 'replace_period' || corrections === 'replace_file';
  const can: Record<DocumentPurpose, boolean> = {
    original: true,
    replace: whole || corrections === 'upsert',
    change: corrections === 'upsert',
    cancel: whole && rows_read === 0,
  };
  const words: Record<DocumentPurpose, string> = {
    original: '',
    replace: 'replaces an earlier report',
    change: 'changes an earlier report',
    cancel: 'cancels an earlier report',
  };
  const holds = purposesOf(document, source).flatMap(({ code, means }): Hold[] => {
    if (means !== undefined && can[means]) return [];
    const says =
      means === undefined ? `has a purpose that nobody declared (BPT01 ${JSON.stringify(code)})` : `${words[means]} (BPT01 ${code})`;
    return [{ code: 'CORRECTION_NOT_APPLICABLE', says: `The file ${says}; the corrections of the source are ${corrections}.` }];
  });
  if (holds.length > 0 || !whole || !replacesItself(document, source)) return holds;
  const says =
    'The file holds a report that replaces another one of the same days, and the other one too: lines that were withdrawn would be taken.';
  return [{ code: 'CORRECTION_NOT_APPLICABLE', says }];
}

/**
 * A mode that replaces takes all rows of a file together: beside the report that it replaces, a replacement would leave the lines that it
 * withdraws. Reports that say no days may be of the same ones.
 */
function replacesItself({ reports }: StatedDocument, source: Source): boolean {
  return reports.some(
    (one) =>
      meaningOf(one.purpose, source) === 'replace' &&
      (one.sets > 1 ||
        reports.some((other) => other !== one && (one.period === null || other.period === null || overlap(one.period, other.period)))),
  );
}

const overlap = (one: Period, other: Period): boolean => one.from <= other.to && other.from <= one.to;

function periodHolds({ periods }: StatedDocument, { corrections }: Source): Hold[] {
  if (corrections !== 'replace_period' || periods.length < 2 || unbroken(periods) !== undefined) return [];
  const told = periods.map(({ from, to }) => `${from} to ${to}`).sort();
  return [{ code: 'PERIODS_APART', says: `The file reports ${told.join(' and ')}, with days between that it does not report.` }];
}

/** One period when each begins at the latest on the day after the one before it. */
function unbroken(periods: readonly Period[]): Period | undefined {
  const sorted = [...periods].sort((a, b) => (a.from < b.from ? -1 : 1));
  const [first, ...rest] = sorted;
  if (first === undefined) return undefined;
  let to = first.to;
  for (const next of rest) {
    if (next.from > dayAfter(to)) return undefined;
    if (next.to > to) to = next.to;
  }
  return { from: first.from, to };
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
