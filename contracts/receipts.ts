/** What goes back to the sender of an X12 file once it was judged: a 997 for each interchange, an 824 where rows were rejected. */

import type { Judgement, Receipt, RejectedCell, TakenDelivery } from '../schemas/delivery.js';
import type { Source } from '../schemas/project.js';
import { stagingPaths } from '../schemas/staging.js';
import type { X12Interchange } from '../schemas/x12.js';
import { ADVISED, applicationAdvice, type RejectedUnit } from './receipts/application-advice.js';
import { functionalAcknowledgement } from './receipts/functional-acknowledgement.js';
import { revised, type Earlier } from './receipts/revision.js';
import { withStaged } from './staged-query.js';

export interface ReceiptsRequest {
  taken: TakenDelivery;
  source: Source;
  judgement: Judgement;
  /** As far as they were read. */
  interchanges: readonly X12Interchange[];
  staging: string;
  earlier: Earlier;
}

/**
 * The same verdict of a delivery gives the same bytes, however often it is judged: times are those at which it came, control numbers are
 * made of its id and of what is said. Another verdict is another receipt. A file that names another sender gets its 997 and nothing of its
 * contents: whose folder it lay in is not sure.
 */
export async function receiptsOf({ taken, source, judgement, interchanges, staging, earlier }: ReceiptsRequest): Promise<Receipt[]> {
  const at = new Date(taken.received_at).toISOString();
  const { delivery_id } = taken;
  const refused = judgement.status === 'failed';
  const mayAdvise = !refused && judgement.error_code !== 'SENDER_MISMATCH';
  const rejected = mayAdvise && judgement.rows_rejected > 0 && interchanges.length > 0 ? await rejectedUnits(judgement, staging) : [];
  const more = judgement.rows_rejected - rejected.length;
  const receipts: Receipt[] = [];
  for (const [index, interchange] of interchanges.entries()) {
    const write = (kind: string, text: (key: string, revision: number) => string | undefined) =>
      revised(`${kind}-${interchange.control_number}-${delivery_id}-${index + 1}`, earlier, (revision) =>
        encoded(text(`${kind} ${delivery_id} ${index + 1} ${revision}`, revision), source),
      );
    receipts.push(...(await write('997', (key) => functionalAcknowledgement({ interchange, refused, at, key }))));
    if (!mayAdvise) continue;
    const advice = (key: string, revision: number) =>
      applicationAdvice({ interchange, rejected, more, delivery_id, replaces: revision > 1, at, key });
    receipts.push(...(await write('824', advice)));
  }
  return receipts;
}

/** Delimiters of the sender can be any character; all else is ASCII. */
function encoded(text: string | undefined, { format }: Source): Buffer | undefined {
  if (text === undefined) return undefined;
  return Buffer.from(text, 'encoding' in format && format.encoding !== 'utf-8' ? 'latin1' : 'utf8');
}

async function rejectedUnits({ delivery_id, headers }: Judgement, staging: string): Promise<RejectedUnit[]> {
  const invoice = headers[0]?.header.indexOf('invoice_number') ?? -1;
  const rows = await withStaged(stagingPaths(staging, delivery_id), undefined, (ask) =>
    ask(
      `SELECT sheet, line, json_extract_string(cells, '$[${Math.max(0, invoice)}]') AS invoice_number, product_number,
         to_json(serial_numbers) AS serial_numbers, errors
       FROM rejected ORDER BY line LIMIT ${ADVISED}`,
    ),
  );
  return rows.map((row) => ({
    member: row.sheet ?? null,
    line: Number(row.line),
    invoice_number: (row.invoice_number ?? '').trim(),
    product_number: row.product_number ?? '',
    serial_numbers: JSON.parse(row.serial_numbers ?? '[]') as string[],
    errors: JSON.parse(row.errors ?? '[]') as RejectedCell[],
  }));
}
