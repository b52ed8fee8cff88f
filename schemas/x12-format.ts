/**
 * What a source says about its X12 867 reports (`format: { type: x12 }`): who the sender is, and which qualifiers its partner uses
 * where they are not the ones that the standard's users agree on.
 */

import { z } from 'zod';

/** Codes of X12 are short and made of capital letters and digits; YAML takes `003` for the number 3, so digits are quoted. */
const code = z
  .string('expected a code as text: digits in quotes, such as "003"')
  .regex(/^[A-Z0-9]{1,3}$/, 'expected a code of X12: one to three capital letters or digits');
const codes = (standard: string[], says: string) => z.array(code).default(standard).describe(says);

/** PTD01 (data element 521) as far as the standard's meaning is no sale to an end user. What may be one, as an exchange, is not here. */
const noSaleTransfers = [
  ...['BB', 'PA', 'PB', 'SU'], // information only: demand, prices, a summary
  ...['IA', 'IB', 'RC', 'SA'], // stock: adjusted, between branches, received
  ...['RV', 'SC', 'TD'], // back to the vendor, scrap, disposal
  ...['BG', 'BM', 'SM'], // test and evaluation, loan, sample
  ...['BK', 'BL'], // modification, repair
  ...['BC', 'BD', 'BH', 'BI', 'BJ'], // issued to another agency or department, furnished for production, reutilized, relocated
  ...['BT', 'BU'], // entries in books of securities
  ...['FG', 'GD', 'GP', 'GR', 'OT', 'PO', 'RT'], // oil and gas
];

export const x12QualifiersSchema = z.strictObject({
  reporting_party: codes(['DS', 'SU'], 'N101 of the party that reports; of several the first one that is there.'),
  selling_partner: codes(['BY'], 'N101 of the partner that sold to the end user.'),
  end_user: codes(['ST', 'EC'], 'N101 of the end user; of several on a line the last one counts.'),
  invoice: codes(['IV', 'DI'], 'REF01 of the invoice number, the preferred one first.'),
  invoice_line: codes(['LI'], 'REF01 of the line of the invoice.'),
  serial: codes(['SE'], 'REF01 of serial numbers: one row for each.'),
  item_serial: codes(['SN'], 'LIN and SLN: qualifier of serial numbers.'),
  product: codes(['VP', 'MG'], 'LIN, SLN and SII: qualifier of the product number, the preferred one first.'),
  invoice_date: codes(['003'], 'DTM01 of the day of the invoice.'),
  ship_date: codes(['011'], 'DTM01 of the day of shipment.'),
  period_start: codes(['090'], 'DTM01 of the first day of the report.'),
  period_end: codes(['091'], 'DTM01 of the last day of the report.'),
  return_transfer: codes(['RP', 'RB', 'RU', 'BN'], 'PTD01 of returns.'),
  return_quantity: codes(['61', '76'], 'QTY01 of returns.'),
  no_sale_transfer: codes(
    noSaleTransfers,
    'PTD01 of what is neither sale nor return: such rows are rejected, with the code as their transaction_type.',
  ),
  no_sale_quantity: codes(
    ['02', '17', '20', '29', '33', '72', '77', '87', 'QH', 'TO'],
    'QTY01 of what is neither sale nor return: such rows are rejected, with the code as their transaction_type.',
  ),
  unit_price: codes([], 'UIT03 or CTP02 of the price to read, the preferred one first; empty: any, when all say the same.'),
});

export const documentPurposes = ['original', 'replace', 'change', 'cancel'] as const;
export type DocumentPurpose = (typeof documentPurposes)[number];

/** BPT01 (data element 353) as far as it is known what its senders mean; every other code holds the delivery. */
export const standardPurposes: Readonly<Record<string, DocumentPurpose>> = {
  '00': 'original',
  '06': 'original', // confirmation of what was said before
  '07': 'original', // duplicate
  '15': 'original', // re-submission
  '18': 'original', // reissue
  '20': 'original', // final transmission
  '01': 'cancel',
  '04': 'change',
  '05': 'replace',
};

export const x12Shape = {
  encoding: z
    .enum(['utf-8', 'windows-1252', 'latin-1'])
    .default('utf-8')
    .describe('What letters beyond ASCII are written in; X12 itself does not say.'),
  sender: z
    .array(z.string().min(1))
    .default([])
    .describe("Ids by which the source's party names itself in ISA06 and N1; its party_id is one of them anyway."),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expected a country code of two capital letters')
    .optional()
    .describe('Country of addresses whose N404 is empty; without it such an address lacks its country.'),
  serial_element: z
    .enum(['REF02', 'REF03'])
    .default('REF02')
    .describe('Where REF carries the serial number; the other one counts where this one is empty.'),
  qualifiers: x12QualifiersSchema.default(x12QualifiersSchema.parse({})).describe('Qualifiers that this partner uses differently.'),
  purposes: z
    .record(code, z.enum(documentPurposes))
    .default({})
    .describe('BPT01 to what it means with this partner: original, replace, change or cancel.'),
};

export type X12Qualifiers = z.infer<typeof x12QualifiersSchema>;

/** @returns undefined for a code of which nobody has said what it means. */
export function purposeOf(bpt01: string, { purposes }: { purposes: Record<string, DocumentPurpose> }): DocumentPurpose | undefined {
  return Object.hasOwn(purposes, bpt01) ? purposes[bpt01] : Object.hasOwn(standardPurposes, bpt01) ? standardPurposes[bpt01] : undefined;
}
