import type { Fields } from './field.js';
import { feed } from './feed.js';

export const programs = ['PAMS', 'LAMS'] as const;

export const products = feed({
  description: 'What the manufacturer sells: systems, accessories and service programs.',
  fields: (f: Fields) => ({
    product_number: f.code({ required: 'yes', description: 'Number of the product; serial numbers are unique within it.' }),
    product_name: f.text({ required: 'yes', description: 'Name of the product.' }),
    product_type: f.oneOf(['system', 'accessory', 'service'], {
      required: 'yes',
      description: 'Systems need a serial number in every report.',
    }),
    serial_pattern: f.pattern({ description: 'Regular expression that the whole serial number matches.' }),
    warranty_type: f.text({ description: 'Kind of warranty that comes with the unit.' }),
    warranty_months: f.whole({ min: 0, max: 1200, description: 'Length of that warranty.' }),
    program: f.oneOf(programs, { description: 'For services: the program that the product sells.' }),
  }),
});
