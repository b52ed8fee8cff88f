import { endUserFields, usableEndUser } from '../end-user/fields.js';
import type { Fields } from './field.js';
import { feed } from './feed.js';
import { programs } from './products.js';
import { inOrder } from './rule.js';

export const salesOut = feed({
  description: 'Service programs sold to end users: agreements from quote to delivery (requirements R2.1, R3.4).',
  dated_by: 'term_start',
  fields: (f: Fields) => ({
    agreement_number: f.code({ required: 'yes', description: 'The agreement between partner and end user.' }),
    program: f.oneOf(programs, { required: 'yes', description: 'Service program.' }),
    service_product_number: f.code({ required: 'yes', description: 'Product that was sold as the service.' }),
    product_number: f.code({ required: 'yes', description: 'Product of the unit that is covered.' }),
    serial_number: f.serial({ required: 'yes', description: 'Serial number of the unit that is covered.' }),
    term_start: f.date({ required: 'yes', description: 'First day of the term.' }),
    term_end: f.date({ required: 'yes', description: 'Last day of the term, included.' }),
    seller_party: f.code({ description: 'Party that sold the program, when it is not the one that reports.' }),
    ...endUserFields(f),
    quote_number: f.code({ description: 'Number of the quote.' }),
    quoted_on: f.date({ description: 'Day of the quote.' }),
    order_number: f.code({ description: 'Number of the order.' }),
    ordered_on: f.date({ description: 'Day of the order.' }),
    delivered_on: f.date({ description: 'Day on which the agreement was delivered; without it nothing is covered.' }),
    direct_customer_support: f.boolean({ description: 'Whether the manufacturer serves the end user directly (requirement R2.2).' }),
  }),
  rules: [inOrder('term_start', 'term_end', 'TERM_END_BEFORE_START'), usableEndUser],
});
