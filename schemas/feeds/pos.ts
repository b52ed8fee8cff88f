import { endUserFields, usableEndUser } from '../end-user/fields.js';
import type { Fields } from './field.js';
import { feed } from './feed.js';
import { oneSerialEach, tolerating, type RowRule } from './rule.js';

const somethingSold: RowRule = {
  name: 'something_sold',
  says: 'The quantity is not zero, and negative only where the source declared that negative quantities are returns.',
  codes: ['QUANTITY_ZERO', 'QUANTITY_NEGATIVE'],
  check: ({ quantity }, report, { corrections }) => {
    if (typeof quantity !== 'number') return;
    if (quantity === 0) report('quantity', 'QUANTITY_ZERO');
    if (quantity < 0 && corrections !== 'signed_quantity') report('quantity', 'QUANTITY_NEGATIVE');
  },
};

export const pos = feed({
  description: 'Point of sale: systems sold to end users, and their returns.',
  version: '2.0.0',
  holds: { from: '2015-01-01' },
  others: [
    {
      version: '1.0.0',
      status: 'retired',
      holds: { to: '2014-12-31' },
      differs: 'A post office box was address enough.',
      rules: [
        somethingSold,
        oneSerialEach,
        tolerating(usableEndUser, ['END_USER_ADDRESS_PO_BOX'], 'The end user is named, with an address that is complete for its country.'),
      ],
    },
  ],
  dated_by: 'invoice_date',
  fields: (f: Fields) => ({
    transaction_type: f.oneOf(['sale', 'return'], { default: 'sale', description: 'What happened; empty means sale.' }),
    invoice_number: f.code({ required: 'yes', description: 'Invoice of the seller; a return names the sale by it.' }),
    invoice_line: f.code({ description: 'Line of the invoice.' }),
    invoice_date: f.date({ required: 'yes', description: 'Day of the invoice: the business date of the row.' }),
    ship_date: f.date({ description: 'Day on which the seller shipped.' }),
    product_number: f.code({ required: 'yes', description: 'Product of the unit.' }),
    serial_number: f.serial({
      required: 'systems',
      column: true,
      description: 'Serial number; every system needs one, accessories may have none.',
    }),
    quantity: f.whole({ required: 'yes', description: 'Units of the row; a cell with several serial numbers names as many.' }),
    selling_partner: f.code({ description: 'Party that sold to the end user, when it is not the one that reports.' }),
    ...endUserFields(f),
    unit_price: f.decimal({ description: 'Price of one unit.' }),
    currency: f.currency({ description: 'Currency of the price, ISO 4217.' }),
  }),
  rules: [somethingSold, oneSerialEach, usableEndUser],
  /** A negative quantity is a return where the source says so; from here on quantities are counts. */
  settle: (row) =>
    typeof row.quantity === 'number' && row.quantity < 0 ? { ...row, transaction_type: 'return', quantity: -row.quantity } : row,
});
