/** The rows of a delivery that wait for a correction, with their raw cells and the header they came under. */

import type { RejectedCell } from '../../schemas/delivery.js';
import type { Rejected } from '../corrections/layout.js';
import type { Snapshot } from './snapshot.js';

export async function rejectedRows(snapshot: Snapshot, deliveryId: string): Promise<Rejected> {
  const [delivery] = await snapshot.rows<{ headers: string | null }>('SELECT headers FROM core.delivery WHERE delivery_id = $1', [
    deliveryId,
  ]);
  const rows = await snapshot.rows<{ sheet: string | null; line: number; cells: string; errors: string }>(
    `WITH waiting AS (SELECT DISTINCT sheet, line FROM rejected_rows WHERE delivery_id = $1 AND state IN ('open', 'held'))
     SELECT r.sheet, r.line, r.cells, r.errors FROM core.rejected_row r
     JOIN waiting w ON w.line = r.line AND w.sheet IS NOT DISTINCT FROM r.sheet
     WHERE r.delivery_id = $1 ORDER BY r.sheet, r.line`,
    [deliveryId],
  );
  return {
    headers: JSON.parse(delivery?.headers ?? '[]') as Rejected['headers'],
    rows: rows.map(({ sheet, line, cells, errors }) => ({
      sheet,
      line,
      cells: JSON.parse(cells) as string[],
      errors: JSON.parse(errors) as RejectedCell[],
    })),
  };
}
