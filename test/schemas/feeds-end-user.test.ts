import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { render } from '../../scripts/address-data.mjs';
import { contractFor } from '../../schemas/feeds/contract.js';
import type { RawCell } from '../../schemas/rows.js';
import { goodSale } from '../contracts/judging.js';

const contract = contractFor('pos', { date: 'YYYY-MM-DD', decimal: '.', corrections: 'append' });

/** The errors of a sale that is all right but for these cells, as `code field`. */
function errorsOf(cells: Record<string, RawCell>): string[] {
  const result = contract.safeParse({ ...goodSale, ...cells });
  return (result.error?.issues ?? []).map((problem) => {
    const { code } = (problem as unknown as { params: { code: string } }).params;
    return `${code} ${problem.path.join('.')}`;
  });
}

const named = (end_user_name: string) => errorsOf({ end_user_name });
const placeholder = ['END_USER_PLACEHOLDER end_user_name'];

describe('the name of the end user', () => {
  it.each(['', '  ', '\u00a0'])('is missing: %j', (name) => expect(named(name)).toEqual(['END_USER_MISSING end_user_name']));

  it.each([
    ...[
      'STOCK',
      'stock',
      ' Stock ',
      'N/A',
      'n.a.',
      'NA',
      'UNKNOWN',
      'Unknown.',
      'TBD',
      't.b.d.',
      'VARIOUS',
      'END USER',
      'End-User',
      'END_USER',
      'SAME AS ABOVE',
    ],
    ...['"same as above"', 'In  Stock', '(none)', 'S T O C K', '-', '--', '?', '...', 'xxx', '000', 'X.X.'],
    ...[
      'Lager',
      'unbekannt',
      'Endkunde',
      'siehe oben',
      'nicht verfügbar',
      'NICHT VERFUGBAR',
      'inconnu',
      'Client final',
      'néant',
      'desconocido',
      'Varios',
      'Público en general',
    ],
  ])('is a placeholder: %j', (name) => expect(named(name)).toEqual(placeholder));

  it.each([
    ...[
      'Unknown Worlds',
      'Demo AG',
      'Stockwell & Sons',
      'Stock Brothers Ltd',
      'N/A Industries',
      'Various Artists Inc',
      'End User Computing Ltd',
      'TBD Holdings',
      'Same Day Couriers',
    ],
    ...[
      'Lagerhaus Nord GmbH',
      'Bestandsverwaltung KG',
      'Divers Alert Network',
      'Cash Converters',
      'The Customer Company',
      '3M',
      'X',
      '株式会社 東京',
      'Ä',
      'Nadal',
      "Vario's",
      'Test Valley Council',
    ],
  ])('is a name: %j', (name) => expect(named(name)).toEqual([]));
});

describe('the street', () => {
  const street = (end_user_address_line1: string) => errorsOf({ end_user_address_line1 });

  it.each([
    ...[
      'PO Box 12',
      'P.O. Box 12',
      'p.o.box 12',
      'P O Box #12',
      'PO BOX K',
      'POB 12',
      'P.O.B. 12',
      'PO 123',
      'P.O. 123',
      'Post Office Box 9',
      'Post Office 9',
      'GPO Box 4',
    ],
    ...['APO AE 09498', 'FPO, AP 96338', 'APO 09498', 'Unit 2050 Box 4190, APO AP 96338', 'Box 1234', 'Locked Bag 12', 'Private Bag X3'],
    ...[
      'Postfach 10 20 30',
      'POSTFACH',
      'Boîte postale 45',
      'BOITE POSTALE 45',
      'BP 45',
      'B.P. 45',
      'Apartado 123',
      'Apartado de Correos 123',
      'Apdo. 99',
      'Casella postale 5',
      'Case postale 12',
    ],
    ...['Caixa Postal 77', 'Postbus 1234', 'Suite B, P.O. Box 12', 'PO Box 12, 45 Main Street'],
  ])('is a box: %j', (line) => expect(street(line)).toEqual(['END_USER_ADDRESS_PO_BOX end_user_address_line1']));

  it.each([
    ...[
      '1 Apollo Street',
      'Apollo Street 1',
      'Postfachweg 3',
      '12 Post Office Road',
      'Old Post Office Lane 4',
      'Postern Gate Road 5',
      'Via Po 18',
      'Corso Po 12',
      '7 Boxwood Drive',
      'Box Hill Road 4',
    ],
    ...[
      'BPM Straße 3',
      'Bpstreet 12',
      'Apartado Street',
      'Carrer de la Posta 3',
      '12 Main Street, PO Box 99',
      'Hauptstr. 5 / Postfach 12 34',
      '12 rue de la Paix BP 40012',
      'Poststraße 12',
    ],
  ])('is a street: %j', (line) => expect(street(line)).toEqual([]));

  it('stands in the first line; a box may stand in the second', () => {
    expect(errorsOf({ end_user_address_line2: 'PO Box 12' })).toEqual([]);
    expect(errorsOf({ end_user_address_line1: '', end_user_address_line2: '12 Main Street' })).toEqual([
      'END_USER_ADDRESS_INCOMPLETE end_user_address_line1',
    ]);
  });

  it.each(['', 'N/A', 'unknown', 'TBD'])('is missing: %j', (line) => {
    expect(street(line)).toEqual(['END_USER_ADDRESS_INCOMPLETE end_user_address_line1']);
  });
});

describe('the town', () => {
  it.each(['', 'N/A', 'Various', 'STOCK'])('is missing: %j', (end_user_city) => {
    expect(errorsOf({ end_user_city })).toEqual(['END_USER_ADDRESS_INCOMPLETE end_user_city']);
  });

  it('may be called like a placeholder where there is such a town', () => {
    const essex = { end_user_city: 'Stock', end_user_country: 'GB', end_user_state: '', end_user_postal_code: 'CM4 9BY' };
    expect(errorsOf(essex)).toEqual([]);
    expect(errorsOf({ end_user_city: 'Same', end_user_country: 'TZ', end_user_state: '', end_user_postal_code: '25101' })).toEqual([]);
  });

  it('that is military post is a box', () => {
    expect(errorsOf({ end_user_city: 'APO', end_user_state: 'AE', end_user_postal_code: '09498' })).toEqual([
      'END_USER_ADDRESS_PO_BOX end_user_city',
    ]);
  });
});

describe('country, state and postal code', () => {
  const place = (end_user_country: string, end_user_state: string, end_user_postal_code: string) =>
    errorsOf({ end_user_country, end_user_state, end_user_postal_code });

  it.each([
    ['US', 'IL', '62701'],
    ['us', 'illinois', '62701-1234'],
    ['US', 'US-IL', '62701'],
    ['US', 'D.C.', '20001'],
    ['US', 'PR', '00907'],
    ['CA', 'ON', 'K1A 0B1'],
    ['CA', 'Québec', 'h2y1c6'],
    ['CA', 'QUEBEC', 'H2Y 1C6'],
    ['AU', 'NSW', '2000'],
    ['BR', 'SP', '01310-100'],
    ['BR', 'Sao Paulo', '01310100'],
    ['IN', 'Maharashtra', '400 001'],
    ['IN', 'MH', '400001'],
    ['MX', 'CDMX', '06600'],
    ['MX', 'N.L.', '64000'],
    ['GB', '', 'SW1A 1AA'],
    ['GB', '', 'sw1a1aa'],
    ['GB', 'Essex', 'CM4 9BY'],
    ['DE', '', '80331'],
    ['DE', '', 'D-80331'],
    ['AT', '', 'A-1010'],
    ['CH', '', 'CH-8001'],
    ['SE', '', 'SE-111 22'],
    ['LV', '', '1010'],
    ['NL', '', '1012 AB'],
    ['FR', '', '75001'],
    ['ES', '', '28013'],
    ['IT', '', '10124'],
    ['JP', '', '100-0005'],
    ['SG', '', '048616'],
    ['TW', '', '100005'],
    ['IE', '', 'D02 X285'],
    // No postal codes at all: what stands there does not matter
    ['HK', '', ''],
    ['HK', '', '000000'],
    ['AE', '', ''],
  ])('are complete: %s %j %j', (country, state, code) => expect(place(country, state, code)).toEqual([]));

  const incomplete = (field: string) => [`END_USER_ADDRESS_INCOMPLETE end_user_${field}`];
  it.each([
    ['US', '', '62701', 'state'],
    ['US', 'XX', '62701', 'state'],
    ['US', 'N/A', '62701', 'state'],
    ['CA', '', 'K1A 0B1', 'state'],
    ['AU', '', '2000', 'state'],
    ['BR', '', '01310-100', 'state'],
    ['IN', '', '400001', 'state'],
    ['MX', '', '06600', 'state'],
    ['US', 'IL', '', 'postal_code'],
    ['US', 'IL', '2701', 'postal_code'],
    ['US', 'IL', '627011', 'postal_code'],
    ['US', 'IL', 'N/A', 'postal_code'],
    ['CA', 'ON', '62701', 'postal_code'],
    ['GB', '', '', 'postal_code'],
    ['GB', '', '80331', 'postal_code'],
    ['DE', '', '8033', 'postal_code'],
    ['DE', '', 'A-80331', 'postal_code'],
    ['FR', '', 'SW1A 1AA', 'postal_code'],
    ['UK', '', 'SW1A 1AA', 'country'],
    ['USA', 'IL', '62701', 'country'],
    ['Germany', '', '80331', 'country'],
    ['', '', '80331', 'country'],
    ['ZZ', '', '', 'country'],
    ['N/A', '', '', 'country'],
  ])('are incomplete: %s %j %j (%s)', (country, state, code, field) => expect(place(country, state, code)).toEqual(incomplete(field)));

  it('are all told at once', () => {
    expect(
      errorsOf({
        end_user_name: 'TBD',
        end_user_address_line1: 'PO Box 1',
        end_user_city: '',
        end_user_state: '',
        end_user_postal_code: 'x',
      }),
    ).toEqual([
      'END_USER_ADDRESS_INCOMPLETE end_user_city',
      'END_USER_PLACEHOLDER end_user_name',
      'END_USER_ADDRESS_PO_BOX end_user_address_line1',
      'END_USER_ADDRESS_INCOMPLETE end_user_state',
      'END_USER_ADDRESS_INCOMPLETE end_user_postal_code',
    ]);
  });
});

describe('a contact', () => {
  it('never rejects a sale, whatever stands there', () => {
    expect(errorsOf({ end_user_contact: 'N/A', end_user_email: 'no mail', end_user_phone: '#REF!' })).toEqual([]);
  });
});

it('the address data is what its source says today (else: node scripts/address-data.mjs)', () => {
  expect(readFileSync(new URL('../../schemas/end-user/address-data.ts', import.meta.url), 'utf8')).toBe(render());
});
