/** The rows of a delivery that wait for a correction, with their cells as they came and the header they came under. */

import { readSnapshot } from '../../registry/snapshot.js';
import type { RejectedCell } from '../../schemas/delivery.js';
import type { RawCell } from '../../schemas/rows.js';
import type { Feed } from '../../schemas/vocabulary.js';

export interface RejectedRow {
  sheet: string | null;
  line: number;
  cells: RawCell[];
  errors: RejectedCell[];
}

export interface Rejected {
  delivery_id: string;
  source_id: string;
  feed: Feed;
  file_name: string;
  /** The last day of the layout that it was read in; null for today's. */
  layout_to: string | null;
  headers: { sheet: string | null; header: string[] }[];
  /** In the order of the file. */
  rows: RejectedRow[];
}

/** @returns undefined when there is no such delivery. */
export async function readRejected(home: string, deliveryId: string): Promise<Rejected | undefined> {
  const [delivery] = await readSnapshot<Omit<Rejected, 'headers' | 'rows'> & { headers: string | null }>(
    home,
    `SELECT d.delivery_id, d.source_id, d.feed, d.file_name, c.layout_to, c.headers
     FROM deliveries d LEFT JOIN core.delivery c USING (delivery_id) WHERE d.delivery_id = $id`,
    { id: deliveryId },
  );
  if (delivery === undefined) return undefined;
  const rows = await readSnapshot<{ sheet: string | null; line: number; cells: string; errors: string }>(
    home,
    `WITH waiting AS (SELECT DISTINCT sheet, line FROM rejected_rows WHERE delivery_id = $id AND state IN ('open', 'held'))
     SELECT r.sheet, r.line, r.cells, r.errors FROM core.rejected_row r
     JOIN waiting w ON w.line = r.line AND w.sheet IS NOT DISTINCT FROM r.sheet
     WHERE r.delivery_id = $id ORDER BY r.sheet, r.line`,
    { id: deliveryId },
  );
  return {
    ...delivery,
    headers: JSON.parse(delivery.headers ?? '[]') as Rejected['headers'],
    rows: rows.map(({ sheet, line, cells, errors }) => ({
      sheet,
      line,
      cells: JSON.parse(cells) as RawCell[],
      errors: JSON.parse(errors) as RejectedCell[],
    })),
  };
}

/** Deliveries with rows that wait for the partner, source by source, the oldest first. */
export async function deliveriesToCorrect(home: string): Promise<Pick<Rejected, 'delivery_id' | 'source_id' | 'file_name'>[]> {
  return readSnapshot(
    home,
    `SELECT d.delivery_id, d.source_id, d.file_name FROM deliveries d
     SEMI JOIN (SELECT delivery_id FROM rejected_rows WHERE state IN ('open', 'held')) USING (delivery_id)
     ORDER BY d.source_id, d.received_at, d.delivery_id`,
  );
}
