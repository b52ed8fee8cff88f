/** What needs a person, and which one. The one list behind `status`, exit code 3 and the last line of `pull`. */

import { count } from '../render/text.js';
import type { Snapshot } from './snapshot.js';

export interface Waiting {
  what: 'delivery_held' | 'delivery_failed' | 'rows_rejected' | 'report_missing' | 'correction_unmatched' | 'run_failed' | 'source_problem';
  source_id: string | null;
  party_id: string | null;
  /** `operations` decides; a party corrects or reports. */
  waits_for: string;
  /** Completes "source: …". */
  detail: string;
  /** A command that helps. */
  command: string;
  delivery_id?: string;
}

export const operations = 'operations';

interface Held {
  delivery_id: string;
  source_id: string;
  party_id: string;
  file_name: string;
  status: 'held' | 'failed';
  error_code: string | null;
}

interface Open {
  source_id: string;
  party_id: string;
  rows: number;
  deliveries: string[];
}

interface Unmatched {
  source_id: string;
  party_id: string;
  delivery_id: string;
  file_name: string;
  rows: number;
}

interface Missing {
  source_id: string;
  party_id: string;
  periods: number;
  oldest_due: string;
}

/** Held deliveries, files that could not be read and were not replaced since, rows to correct, reports that did not come. */
export async function waitingInSnapshot(snapshot: Snapshot): Promise<Waiting[]> {
  const stopped = await snapshot.rows<Held>(
    `SELECT d.delivery_id, d.source_id, d.party_id, d.file_name, d.status, d.error_code FROM deliveries d
     WHERE d.status = 'held' OR (d.status = 'failed' AND NOT EXISTS (
       SELECT 1 FROM deliveries later WHERE later.source_id = d.source_id AND later.received_at > d.received_at
         AND later.status IN ('accepted', 'partial', 'rejected', 'held', 'nil')))
     ORDER BY d.source_id, d.received_at`,
  );
  const open = await snapshot.rows<Open>(
    `SELECT r.source_id, d.party_id, count(DISTINCT (delivery_id, sheet, line)) AS rows, list(DISTINCT delivery_id ORDER BY delivery_id) AS deliveries
     FROM rejected_rows r JOIN deliveries d USING (delivery_id) WHERE r.state = 'open' GROUP BY ALL ORDER BY r.source_id`,
  );
  const missing = await snapshot.rows<Missing>(
    `SELECT source_id, party_id, count(*) AS periods, min(due_on) AS oldest_due FROM reporting WHERE state = 'missing' GROUP BY ALL ORDER BY source_id`,
  );
  const unmatched = await snapshot.rows<Unmatched>(
    `SELECT d.source_id, d.party_id, c.delivery_id, c.file_name, count(*) AS rows FROM corrections c JOIN deliveries d USING (delivery_id)
     WHERE c.outcome = 'its reference names no row that was rejected' GROUP BY ALL ORDER BY d.source_id, c.delivery_id`,
  );
  return [
    ...stopped.map((d) => (d.status === 'held' ? held(d) : unread(d))),
    ...open.map((o): Waiting => ({
      what: 'rows_rejected',
      source_id: o.source_id,
      party_id: o.party_id,
      waits_for: o.party_id,
      detail: `${count(o.rows, 'rejected row')} to correct`,
      command: o.deliveries.length === 1 ? `assurance quarantine export ${short(o.deliveries[0])}` : 'assurance quarantine list',
    })),
    ...unmatched.map((u): Waiting => ({
      what: 'correction_unmatched',
      source_id: u.source_id,
      party_id: u.party_id,
      waits_for: operations,
      detail: `${count(u.rows, 'row')} of the corrected copy ${u.file_name} correct no rejected row of this source and do not count`,
      command: 'assurance query "from corrections"',
      delivery_id: u.delivery_id,
    })),
    ...missing.map((m): Waiting => ({
      what: 'report_missing',
      source_id: m.source_id,
      party_id: m.party_id,
      waits_for: m.party_id,
      detail: `${count(m.periods, 'report')} missing, due since ${m.oldest_due}`,
      command: 'assurance query "from reporting where state = \'missing\'"',
    })),
  ];
}

function held(d: Held): Waiting {
  const { source_id, party_id, delivery_id } = d;
  const detail = `${d.file_name} is held (${d.error_code ?? 'no code'})`;
  return {
    what: 'delivery_held',
    source_id,
    party_id,
    waits_for: operations,
    detail,
    command: `assurance quarantine show ${short(delivery_id)}`,
    delivery_id,
  };
}

function unread(d: Held): Waiting {
  const { source_id, party_id, delivery_id } = d;
  const detail = `${d.file_name} could not be read (${d.error_code ?? 'no code'})`;
  return {
    what: 'delivery_failed',
    source_id,
    party_id,
    waits_for: party_id,
    detail,
    command: `assurance quarantine show ${short(delivery_id)}`,
    delivery_id,
  };
}

/** What `waitingLine` needs to know of something that waits. */
export type Waiter = Pick<Waiting, 'source_id' | 'party_id' | 'waits_for' | 'detail'>;

/** Of one addressee at most this many are named; the tables above name all. */
const namedAtMost = 3;

/** One line: what waits, and for whom. Undefined when nothing does. */
export function waitingLine(waiting: Waiter[]): string | undefined {
  if (waiting.length === 0) return undefined;
  const told = [...new Set(waiting.map((w) => w.waits_for))].map((who) => {
    const theirs = waiting.filter((w) => w.waits_for === who);
    const named = theirs
      .slice(0, namedAtMost)
      .map(
        ({ source_id, party_id, detail }) =>
          `${source_id ?? '?'}${party_id === null || party_id === who ? '' : ` (${party_id})`}: ${detail}`,
      );
    const more = theirs.length - named.length;
    return `${who}: ${[...named, ...(more > 0 ? [`${more} more`] : [])].join(', ')}`;
  });
  return `Waits for ${told.join('; for ')}`;
}

export const short = (deliveryId = '') => deliveryId.slice(0, 9);
