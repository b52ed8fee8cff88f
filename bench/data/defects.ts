/** What is wrong with three rows of a hundred, in the ways that reports go wrong (docs/contract-guide.md has the rules). */

import type { Dice } from './dice.js';
import type { header, PosCells } from './pos-rows.js';

type Spoil = (cells: PosCells, dice: Dice) => void;

/** Set one cell to one of these values. */
const put =
  (field: (typeof header)[number], ...values: string[]): Spoil =>
  (cells, dice) =>
    void (cells[field] = dice.of(values));

const both =
  (...spoils: Spoil[]): Spoil =>
  (cells, dice) => {
    for (const spoil of spoils) spoil(cells, dice);
  };

const noStreet = put('end_user_address_line1', '', '   ');
const placeholder = put(
  'end_user_name',
  ...[
    'STOCK',
    'n/a',
    'Unknown',
    'T.B.D.',
    'VARIOUS',
    'End User',
    'Same as above',
    'Lager',
    'k.A.',
    'Unbekannt',
    'À DÉTERMINER',
    'Divers',
    'xxx',
    '???',
    '-',
    'Almacén',
  ],
);
const box = put(
  'end_user_address_line1',
  ...[
    'P.O. Box 1180',
    'PO BOX 77',
    'Postfach 12 04',
    'Boîte postale 45',
    'B.P. 210',
    'Apartado 1031',
    'Post Office Box 9',
    'pobox 11',
    'P O Box K',
  ],
);
const badDate = put('invoice_date', '2026-02-30', '31.01.2026', '02/14/2026', '2026-13-01', '', '46055', '1899-12-31');
const badPostalCode: Spoil = (cells, dice) => {
  cells.end_user_postal_code = dice.of(['', '123', 'ABCDE', '999999999', 'K1A-0B1-X']);
};
const badState: Spoil = (cells, dice) => {
  if (cells.end_user_country.trim().toUpperCase() === 'US') cells.end_user_state = dice.of(['', 'XX', 'Bavaria', 'Tex']);
  else noStreet(cells, dice);
};
/** Only a row about a system has a serial number to spoil. */
const serial =
  (spoil: (serial: string, dice: Dice) => string): Spoil =>
  (cells, dice) => {
    if (cells.serial_number === '') noStreet(cells, dice);
    else cells.serial_number = spoil(cells.serial_number, dice);
  };

/** Each as likely as it stands here often. */
const spoils: readonly Spoil[] = [
  noStreet,
  noStreet,
  noStreet,
  placeholder,
  placeholder,
  placeholder,
  box,
  box,
  badDate,
  badDate,
  badPostalCode,
  badPostalCode,
  badState,
  badState,
  put('end_user_name', '', '  '),
  put('end_user_city', '', 'N/A', 'unbekannt', 'APO'),
  put('end_user_country', '', 'UK', 'Germany', 'XX', '#N/A'),
  put('quantity', '0', '-1', '1.5', 'one', '', '#REF!'),
  put('ship_date', '2026-00-10', 'soon'),
  put('unit_price', '12.50 EUR', '1.234,56', 'free'),
  put('currency', 'EURO', '$'),
  put('transaction_type', 'refund', 'X'),
  put('invoice_number', ''),
  put('product_number', ''),
  serial((_text, dice) => dice.of(['1.23457E+12', '4.71100E+09', '1,2E+12'])),
  serial((text) => `${text}, ${text}9`),
  serial((text) => `${text};${text}9`),
  both(noStreet, badDate),
  both(placeholder, badPostalCode, badDate),
  (cells) => void (cells.short = true),
  (cells) => void (cells.long = true),
];

export const perMille = 30;

export function spoil(cells: PosCells, dice: Dice): void {
  dice.of(spoils)(cells, dice);
}
