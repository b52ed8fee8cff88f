/** What goes back to the sender of an X12 file once it was judged: a 997 for each interchange, an 824 where rows were rejected. */

import type { Judgement, Receipt, RejectedCell, TakenDelivery } from '../schemas/delivery.js';
import type { Source } from '../schemas/project.js';
import { stagingPaths } from '../schemas/staging.js';
import type { X12Interchange } from '../schemas/x12.js';
import { ADVISED, applicationAdvice, type RejectedUnit } from './receipts/application-advice.js';
import { functionalAcknowledgement } from './receipts/functional-acknowledgement.js';
import { withStaged } from './staged-query.js';

export interface ReceiptsRequest {
  taken: TakenDelivery;
  source: Source;
  judgement: Judgement;
  /** As far as they were read. */
  interchanges: readonly X12Interchange[];
  staging: string;
}

/**
 * The same delivery gives the same bytes, however often it is judged: times are those at which it came, control numbers are made of its
 * id. A file that names another sender gets its 997 and nothing of its contents: whose folder it lay in is not sure.
 */
export async function receiptsOf({ taken, source, judgement, interchanges, staging }: ReceiptsRequest): Promise<Receipt[]> {
  const at = new Date(taken.received_at).toISOString();
  const { delivery_id } = taken;
  const refused = judgement.status === 'failed';
  const advise = judgement.rows_rejected > 0 && !refused && judgement.error_code !== 'SENDER_MISMATCH';
  const rejected = advise && interchanges.length > 0 ? await rejectedUnits(judgement, staging) : [];
  return interchanges.flatMap((interchange, index) => {
    const name = (kind: string) => `${kind}-${interchange.control_number}-${delivery_id}-${index + 1}.x12`;
    const of = (kind: string, text: string | undefined): Receipt[] =>
      text === undefined ? [] : [{ file_name: name(kind), bytes: encoded(text, source) }];
    const key = (kind: string) => `${kind} ${delivery_id} ${index + 1}`;
    return [
      ...of('997', functionalAcknowledgement({ interchange, refused, at, key: key('997') })),
      ...of(
        '824',
        applicationAdvice({ interchange, rejected, more: judgement.rows_rejected - rejected.length, delivery_id, at, key: key('824') }),
      ),
    ];
  });
}

/** Delimiters of the sender can be any character; all else is ASCII. */
function encoded(text: string, { format }: Source): Buffer {
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
