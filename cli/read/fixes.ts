/** The smallest fix of each unit that is refused or will be, as the snapshot has it. */

import type { Snapshot } from './snapshot.js';

/** A row of the view `fixes`. */
export interface Fix {
  party_id: string | null;
  source_id: string | null;
  product_number: string;
  serial_number: string;
  eligibility: 'ineligible' | 'grace';
  grace_ends: string | null;
  reason: string;
  code: string;
  what: string;
  fix: string;
  delivery_id: string | null;
  file_name: string | null;
  sheet: string | null;
  line: number | null;
  column_name: string | null;
  cells: number;
}

/** By party; within one what is refused already comes first, then what is in grace by the day on which that ends. */
export const readFixes = (snapshot: Snapshot, party: string | undefined): Promise<Fix[]> =>
  snapshot.rows(
    `SELECT * FROM fixes ${party === undefined ? '' : 'WHERE party_id = $1'}
     ORDER BY party_id, eligibility = 'grace', grace_ends, file_name, sheet, line, product_number, serial_number, column_name`,
    party === undefined ? [] : [party],
  );
