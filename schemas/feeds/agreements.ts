import { endUserNeeds, someEndUserFields, usableEndUser } from '../end-user/fields.js';
import { agreementSteps } from '../vocabulary.js';
import type { Fields } from './field.js';
import { feed } from './feed.js';
import { programs } from './products.js';
import { inOrder, neededBy, onlyFor, together } from './rule.js';

const transfer = 'for a transfer';

export const agreements = feed({
  description: 'Steps of service agreements that come apart, each with its day and who was responsible (requirement R2.1).',
  dated_by: 'step_on',
  fields: (f: Fields) => ({
    agreement_number: f.code({ required: 'yes', description: 'The agreement between partner and end user.' }),
    step: f.oneOf(agreementSteps, { required: 'yes', description: 'What happened.' }),
    step_on: f.date({
      required: 'yes',
      description: 'Day of the step. Of a cancellation the first day without cover, of a transfer the first day with the new end user.',
    }),
    seller_party: f.code({ description: 'Party that sold the agreement, when it is not the one that reports.' }),
    responsible_party: f.code({ description: 'Party that was responsible for the step; empty means the seller.' }),
    exception: f.text({ description: 'What the agreement says otherwise, where somebody else than the seller was responsible.' }),
    program: f.oneOf(programs, { description: 'Service program, where no other report says it.' }),
    service_product_number: f.code({ description: 'Product that was sold as the service.' }),
    product_number: f.code({ required: 'with serial_number', description: 'Product of the unit; empty means all units of the agreement.' }),
    serial_number: f.serial({ required: 'with product_number', description: 'Serial number of the unit that the step concerns.' }),
    quote_number: f.code({ description: 'Number of the quote.' }),
    order_number: f.code({ description: 'Number of the order.' }),
    term_start: f.date({ required: 'for a renewal', description: 'First day of the term that a renewal or an activation gives.' }),
    term_end: f.date({ required: 'for a renewal', description: 'Last day of that term, included.' }),
    ...someEndUserFields(f, transfer),
    reason: f.text({ description: 'Why, in the words of the party.' }),
  }),
  rules: [
    together('product_number', 'serial_number'),
    inOrder('term_start', 'term_end', 'TERM_END_BEFORE_START'),
    neededBy('step', 'renewal', { term_start: 'REQUIRED_HERE', term_end: 'REQUIRED_HERE' }),
    onlyFor('step', 'activation', together('term_start', 'term_end')),
    neededBy('step', 'transfer', endUserNeeds),
    onlyFor('step', 'transfer', usableEndUser),
  ],
});
