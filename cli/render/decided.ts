/** What became of a held delivery after a person's decision. */

import type { Decided } from '../../client/index.js';
import { printable } from '../../schemas/printable.js';
import type { DeliveryOutcome } from '../../schemas/runs.js';
import { deliverySymbols } from '../words.js';
import type { Terminal } from './terminal.js';
import { number } from './text.js';

const done = {
  release: 'released',
  discard: 'discarded',
  resubmit: 'replaced by the corrected file',
  correct: 'its rows are corrected by the copy',
} as const;

export function decidedText(decided: Decided, { colours }: Terminal): string {
  const lines = [`${colours.green('✓')} ${printable(decided.file_name)} (${decided.delivery_id}): ${done[decided.kind]}`, outcome(decided)];
  if (decided.corrected !== undefined) lines.push(`  corrected file ${decided.corrected.delivery_id}`, outcome(decided.corrected));
  return lines.join('\n');
}

function outcome({ status, rows_read, rows_accepted, rows_rejected, error_code }: DeliveryOutcome): string {
  const counts = `${number(rows_read)} rows = ${number(rows_accepted)} accepted + ${number(rows_rejected)} rejected`;
  return `  ${deliverySymbols[status]} ${status}: ${counts}${error_code === null ? '' : `, ${error_code}`}`;
}
