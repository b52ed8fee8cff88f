/** The program around the rows: products, parties, days, and which unit was shipped when and to whom. All from the seed. */

import { Dice } from './dice.js';

/** Verdicts are decided as of this day. */
export const asOf = '2026-07-31';

export interface Product {
  product_number: string;
  product_name: string;
  product_type: 'system' | 'accessory' | 'service';
  serial_pattern: string;
  warranty_months: string;
  /** What a serial number begins with; the unit's number follows, with leading zeros. */
  prefix: string;
  list_price: number;
}

const families = ['Room', 'Desk', 'Icon', 'Express', 'Team', 'Passport'] as const;
const sizes = [80, 120, 220, 400] as const;

export const systems: readonly Product[] = families.flatMap((family, f) =>
  sizes.map((size, s): Product => {
    // A third of the products has serials of digits only: leading zeros must survive
    const prefix = (f + s) % 3 === 0 ? '' : `${family[0]!.toUpperCase()}${'ABCD'[s]!}`;
    return {
      product_number: `${family.toUpperCase()}-${size}`,
      product_name: `Orrery ${family} ${size}`,
      product_type: 'system',
      serial_pattern: `${prefix}\\d{10}`,
      warranty_months: s % 2 === 0 ? '12' : '24',
      prefix,
      list_price: 400 + f * 1150 + s * 975,
    };
  }),
);

export const accessories: readonly Product[] = ['MIC-1', 'MIC-POD', 'CAM-10X', 'PHONE-2', 'MOUNT-WALL', 'CABLE-15M'].map((number, at) => ({
  product_number: number,
  product_name: `Orrery ${number.toLowerCase()}`,
  product_type: 'accessory',
  serial_pattern: '',
  warranty_months: '',
  prefix: '',
  list_price: 29 + at * 61,
}));

export interface Party {
  party_id: string;
  party_name: string;
  party_kind: 'distributor' | 'partner';
  expert_video_partner: boolean;
  country: string;
}

export const reporter = 'NORTHGATE';

export const parties: readonly Party[] = [
  { party_id: reporter, party_name: 'Northgate Distribution Inc.', party_kind: 'distributor', expert_video_partner: false, country: 'US' },
  {
    party_id: 'RHEINWERK',
    party_name: 'Rheinwerk Distribution GmbH',
    party_kind: 'distributor',
    expert_video_partner: false,
    country: 'DE',
  },
  ...Array.from({ length: 34 }, (_, at): Party => {
    const kind = at % 3;
    const name = `${['Summit', 'Lakeside', 'Harbour', 'Cobalt', 'Vista', 'Pioneer'][at % 6]!} Video ${['Solutions', 'Partners', 'Systems'][kind]!} ${at + 1}`;
    return {
      party_id: `P${String(at + 1).padStart(3, '0')}`,
      party_name: `${name} ${['LLC', 'GmbH', 'Ltd'][kind]!}`,
      party_kind: 'partner',
      expert_video_partner: at % 2 === 0,
      country: ['US', 'DE', 'GB'][kind]!,
    };
  }),
];

export const sellers: readonly string[] = parties.filter(({ party_kind }) => party_kind === 'partner').map(({ party_id }) => party_id);

export interface Unit {
  product: Product;
  serial_number: string;
  /** Days since 2025-09-01. */
  shipped: number;
  ship_to: string;
}

/** Shipments go on for nine months; those of the last are young enough to be in stock still. */
const shippingDays = 273;

export function unit(seed: number, number: number): Unit {
  const dice = new Dice(seed ^ 0x2545f491, number);
  const product = dice.of(systems);
  return {
    product,
    serial_number: serial(product, number),
    shipped: dice.below(shippingDays),
    ship_to: dice.chance(800) ? reporter : 'RHEINWERK',
  };
}

/** No two units share one, whatever their product. */
export const serial = (product: Product, number: number): string => product.prefix + String(number).padStart(10, '0');

const start = Date.UTC(2025, 8, 1);
const days = Array.from({ length: 400 }, (_, at) => new Date(start + at * 86_400_000).toISOString().slice(0, 10));

/** YYYY-MM-DD of a number of days since 2025-09-01. */
export const day = (number: number): string => days[number]!;
