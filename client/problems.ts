/** What a pull leaves for somebody to do, and for whom. */

import { PullFolder } from '../activities/pull-folder.js';
import { catalogue } from '../schemas/errors/catalogue.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import type { Seen, SeenDelivery } from './report.js';

export interface Problem {
  source_id: string;
  code: string;
  /** One sentence; names files, never an end user. */
  message: string;
  /** `operations`, the party that reports, or `the next pull`. */
  waits_for: string;
  /** The delivery that it is about, for the commands that name one. */
  delivery_id?: string;
}

const operations = 'operations';

export async function problemsOf(loaded: LoadedProject, seen: Seen): Promise<Problem[]> {
  const { pulled, manifest, deliveries } = seen;
  const { source_id, party_id } = pulled.source;
  return [
    ...(await notListed(loaded, seen)),
    ...(manifest?.refusals ?? []).map((r): Problem => ({
      source_id,
      code: r.code,
      message: `${r.file_name} was refused: ${r.message}`,
      waits_for: operations,
    })),
    ...(manifest?.waiting ?? []).map((w): Problem => ({
      source_id,
      code: 'FILE_WAITS',
      message: `${w.file_name} was left: ${w.why}`,
      waits_for: 'the next pull',
    })),
    ...deliveries.flatMap((d) => problemOf(d, party_id, pulled.result?.failed.find((f) => f.delivery_id === d.delivery_id)?.code)),
  ];
}

/** The full sentence of why the source could not be listed stays on this machine; elsewhere the failure has the code. */
async function notListed(loaded: LoadedProject, { pulled }: Seen): Promise<Problem[]> {
  if (pulled.failure === undefined) return [];
  const { code } = pulled.failure;
  const trouble = await new PullFolder(loaded.staging, pulled.pull_id).read('trouble');
  const message = trouble?.code === code ? [trouble.message, trouble.where].filter((x) => x !== null).join(': ') : catalogue[code].when;
  return [{ source_id: pulled.source.source_id, code, message, waits_for: operations }];
}

function problemOf(d: SeenDelivery, party: string, failure: string | undefined): Problem[] {
  const about = { source_id: d.source_id, delivery_id: d.delivery_id };
  if (failure !== undefined) return [{ ...about, code: failure, message: `${d.file_name} could not be processed`, waits_for: operations }];
  const code = d.error_code ?? 'ROWS_REJECTED';
  switch (d.status) {
    case 'held':
      return [{ ...about, code, message: `${d.file_name} is held: release, discard or resubmit it`, waits_for: operations }];
    case 'failed':
      return [{ ...about, code, message: `${d.file_name} could not be read`, waits_for: party }];
    case 'partial':
    case 'rejected':
      return [{ ...about, code, message: `${d.rows_rejected} of ${d.rows_read} rows of ${d.file_name} were rejected`, waits_for: party }];
    default:
      return [];
  }
}
