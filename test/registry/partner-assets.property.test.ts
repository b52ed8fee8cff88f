/** Any list beside any registry: every attribute of every unit has one state, and who compares with whom makes no difference. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differenceStates, partnerAttributes } from '../../schemas/vocabulary.js';
import { product, Program, sale, shipment, sources, type FactRow } from './support/program.js';

const parts = {
  name: fc.constantFrom('Invented Hospital Inc.', 'INVENTED HOSPITAL', 'Other School', null),
  address_line1: fc.constantFrom('1 Sample Street', '1 sample street.', '12 Oak Ave SE', '12 Oak Ave', null),
  city: fc.constantFrom('Springfield', 'SPRINGFIELD', 'Duluth', null),
  state: fc.constantFrom('IL', 'MN', null),
  postal_code: fc.constantFrom('627 01', '62701', '55802', null),
  country: fc.constantFrom('US', 'CA', null),
};
const place = fc.record(parts).filter((said) => Object.values(said).some((part) => part !== null));
type Place = Record<keyof typeof parts, string | null>;

/** Two places that differ in one part at most: where several differ, one that is compared wrongly would not show. */
const places = place.chain((one) =>
  fc
    .constantFrom(...(Object.keys(parts) as (keyof typeof parts)[]))
    .chain((part) => fc.record({ [part]: parts[part] as fc.Arbitrary<string | null> }))
    .map((changed) => ({ one, other: { ...one, ...changed } }))
    .filter(({ other }) => Object.values(other).some((part) => part !== null)),
);
const unit = fc
  .tuple(places, fc.record({ sold: fc.boolean(), listed: fc.boolean(), otherwise: fc.boolean() }))
  .map(([pair, there]) => ({ ...pair, ...there }));

const as = (prefix: string, said: Place): FactRow =>
  Object.fromEntries(Object.entries(said).map(([part, value]) => [`${prefix}_${part}`, value]));

it('has every attribute of every unit in exactly one state, the same from both sides', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(unit, { minLength: 5, maxLength: 25 }), async (units) => {
      const program = await Program.make({
        sources: [
          ...sources(),
          { id: 'list', party: 'PARTNER', feed: 'partner_assets', connector: { type: 'folder', path: './inbox/list' } },
        ],
      });
      try {
        const sold: FactRow[] = [];
        const listed: FactRow[] = [];
        units.forEach(({ one, other, ...there }, i) => {
          // The same pair of places both ways round: a sale of the one beside a list with the other, and the other way about.
          for (const [serial, ours, theirs] of [
            [`A${i}`, one, other],
            [`B${i}`, other, one],
          ] as const) {
            const product_number = there.otherwise ? 'CAM-2' : 'CAM-1';
            if (there.sold) sold.push(sale(serial, as('end_user', ours)));
            if (there.listed) listed.push({ party_id: 'PARTNER', product_number, serial_number: serial, ...as('location', theirs) });
          }
        });
        await program.deliver(
          { source: 'products', rows: [product(), product({ product_number: 'CAM-2' })] },
          { source: 'shipments', rows: sold.map((row) => shipment(row['serial_number'] as string)) },
          { source: 'partner-pos', rows: sold },
          { source: 'list', rows: listed },
        );
        const found = await program.read('SELECT serial_number, attribute, state FROM partner_differences');
        const stateOf = new Map(
          found.map((row) => [`${row['serial_number'] as string} ${row['attribute'] as string}`, row['state'] as string]),
        );
        const there = units.flatMap((u, i) => (u.sold || u.listed ? [`A${i}`, `B${i}`] : []));
        expect(found).toHaveLength(there.length * partnerAttributes.length);
        expect([...stateOf.keys()].sort()).toEqual(there.flatMap((serial) => partnerAttributes.map((a) => `${serial} ${a}`)).sort());
        units.forEach((u, i) => {
          const [a, b] = partnerAttributes
            .map((x) => [stateOf.get(`A${i} ${x}`), stateOf.get(`B${i} ${x}`)] as const)
            .reduce<[unknown[], unknown[]]>(
              ([left, right], [x, y]) => [
                [...left, x],
                [...right, y],
              ],
              [[], []],
            );
          expect(a).toEqual(b);
          const said = stateOf.get(`A${i} product`);
          expect(said).toBe(u.sold ? (u.listed ? (u.otherwise ? 'differ' : 'agree') : 'only_here') : u.listed ? 'only_there' : undefined);
        });
        for (const state of stateOf.values()) expect(differenceStates).toContain(state);
      } finally {
        await program.close();
      }
    }),
    { numRuns: 6 },
  );
}, 300_000);
