import type { Fields } from './field.js';
import { feed } from './feed.js';

export const shipments = feed({
  description: 'Sell-in: what the manufacturer shipped to distributors and partners. Reports are judged complete against it.',
  dated_by: 'shipped_on',
  fields: (f: Fields) => ({
    shipped_on: f.date({ required: 'yes', description: 'Day of shipment.' }),
    ship_to_party: f.code({ required: 'yes', description: 'Party that the unit was shipped to.' }),
    product_number: f.code({ required: 'yes', description: 'Product of the unit.' }),
    serial_number: f.serial({ required: 'yes', description: 'Serial number of the unit.' }),
    delivery_note: f.code({ description: 'Number of the delivery note.' }),
  }),
});
