/** A partner's list beside the registry, as the snapshot has it. */

import { readSnapshot } from '../../registry/snapshot.js';
import { AssuranceError } from '../../schemas/errors/error.js';
import type { DifferenceState, PartnerAttribute } from '../../schemas/vocabulary.js';

/** A row of the view `partner_differences`. */
export interface Difference {
  party_id: string;
  product_number: string;
  serial_number: string;
  attribute: PartnerAttribute;
  state: DifferenceState;
  theirs: string | null;
  ours: string | null;
  delivery_id: string | null;
  file_name: string | null;
  sheet: string | null;
  line: number | null;
}

/** All that is not agreed, unit by unit: what is in their list in its order, then what is not. Errors: PARTNER_LIST_MISSING. */
export async function readDifferences(home: string, party: string): Promise<Difference[]> {
  await needList(home, party);
  return readSnapshot<Difference>(
    home,
    `SELECT * FROM partner_differences WHERE party_id = $party AND state IN ('differ', 'only_there', 'only_here')
     ORDER BY state = 'only_here', file_name, sheet, line, product_number, serial_number, attribute`,
    { party },
  );
}

/** Errors: PARTNER_LIST_MISSING. */
export async function needList(home: string, party: string): Promise<void> {
  const some = await readSnapshot(home, 'SELECT 1 FROM partner_differences WHERE party_id = $party LIMIT 1', { party });
  if (some.length > 0) return;
  const lists = await readSnapshot(
    home,
    "SELECT 1 FROM deliveries WHERE feed = 'partner_assets' AND party_id = $party AND status IN ('accepted', 'partial', 'nil') LIMIT 1",
    { party },
  );
  if (lists.length === 0) throw new AssuranceError('PARTNER_LIST_MISSING', `There is no list of units by ${party}.`, { where: party });
}

/** One unit with the attributes in which list and registry are apart. */
export interface UnitDifference {
  product_number: string;
  serial_number: string;
  state: Exclude<DifferenceState, 'agree' | 'not_said'>;
  attributes: Difference[];
}

/** In the order of the rows. */
export function byUnit(differences: readonly Difference[]): UnitDifference[] {
  const units = new Map<string, UnitDifference>();
  for (const one of differences) {
    const key = `${one.product_number}\n${one.serial_number}`;
    const unit = units.get(key) ?? {
      product_number: one.product_number,
      serial_number: one.serial_number,
      state: one.state as UnitDifference['state'],
      attributes: [],
    };
    unit.attributes.push(one);
    units.set(key, unit);
  }
  return [...units.values()];
}
