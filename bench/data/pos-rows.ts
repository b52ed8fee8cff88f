/** One POS row as cells: all fields of the contract and one column that is no field, with the blanks and spellings of real reports. */

import { perMille, spoil } from './defects.js';
import { Dice } from './dice.js';
import { endUser } from './end-users.js';
import { accessories, day, parties, sellers, serial, systems } from './program.js';
import type { Sales } from './sales.js';
import { notes } from './words.js';

export const header = [
  'transaction_type',
  'invoice_number',
  'invoice_line',
  'invoice_date',
  'ship_date',
  'product_number',
  'serial_number',
  'quantity',
  'selling_partner',
  'end_user_name',
  'end_user_address_line1',
  'end_user_address_line2',
  'end_user_city',
  'end_user_state',
  'end_user_postal_code',
  'end_user_country',
  'end_user_contact',
  'end_user_email',
  'end_user_phone',
  'unit_price',
  'currency',
  'reseller_note',
] as const;

export type PosCells = Record<(typeof header)[number], string> & {
  /** The row lost its last cells. */
  short?: boolean;
  /** The row has a cell too many: a comma that nobody quoted. */
  long?: boolean;
};

/** Cells of the row with this number, from 0. */
export function posRow(sales: Sales, row: number): PosCells {
  const { seed, rows } = sales;
  const dice = new Dice(seed, row);
  const sale = sales.of(row);
  const accessory = sale.kind === 'accessory';
  // A third as many end users as rows: most come back now and then, some often
  const user = endUser(seed, new Dice(seed ^ 0x3c6ef372, sale.end_user_of).below(Math.max(1, Math.ceil(rows / 3))));
  const product = accessory ? dice.of(accessories) : sale.unit.product;
  // Numbers above those of the shipped units belong to nobody
  const number = sale.kind === 'never_shipped' ? serial(dice.of(systems), rows + row) : sale.unit.serial_number;
  const price = (product.list_price * (80 + dice.below(41))) / 100;
  const cells: PosCells = {
    transaction_type: sale.kind === 'return' ? 'return' : dice.chance(700) ? 'sale' : dice.chance(100) ? 'Sale' : '',
    invoice_number: sale.invoice_number,
    invoice_line: String((row & 1) + 1),
    invoice_date: day(sale.invoiced),
    ship_date: dice.chance(800) ? day(sale.invoiced + dice.below(4)) : '',
    product_number: product.product_number,
    serial_number: accessory ? '' : number,
    quantity: accessory ? String(1 + dice.below(40)) : '1',
    selling_partner: dice.chance(900) ? dice.of(sellers) : '',
    end_user_name: sale.kind === 'sold_to_party' ? dice.of(parties).party_name : user.name,
    end_user_address_line1: user.line1,
    end_user_address_line2: user.line2,
    end_user_city: user.town.name,
    end_user_state: dice.chance(50) ? user.town.state_name : user.town.state,
    end_user_postal_code: user.postal_code,
    end_user_country: user.country.code,
    end_user_contact: user.contact,
    end_user_email: user.email,
    end_user_phone: user.phone,
    unit_price: price >= 1000 && dice.chance(50) ? grouped(price) : price.toFixed(2),
    currency: user.country.currency,
    reseller_note: dice.of(notes),
  };
  if (dice.chance(60)) untidy(cells, dice);
  if (dice.chance(perMille)) spoil(cells, dice);
  return cells;
}

const grouped = (price: number): string => `${Math.floor(price / 1000)},${(price % 1000).toFixed(2).padStart(6, '0')}`;

/** What is written otherwise than expected and right all the same. */
function untidy(cells: PosCells, dice: Dice): void {
  switch (dice.below(6)) {
    case 0:
      cells.end_user_name = ` ${cells.end_user_name}  `;
      break;
    case 1:
      cells.end_user_city = `${cells.end_user_city}\u00a0`;
      break;
    case 2:
      cells.serial_number = cells.serial_number.toLowerCase();
      break;
    case 3:
      cells.end_user_country = ` ${cells.end_user_country.toLowerCase()}`;
      break;
    case 4:
      cells.end_user_address_line1 = `${cells.end_user_address_line1}, "Annex" building`;
      break;
    default:
      if (cells.quantity !== '') cells.quantity = `${cells.quantity}.0`;
  }
}
