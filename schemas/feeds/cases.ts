import type { Fields } from './field.js';
import { feed } from './feed.js';
import { caseStatuses } from '../case/machine.js';
import { inOrder } from './rule.js';

export const cases = feed({
  description: 'Service requests by unit, from open to closed (requirement R6.1).',
  dated_by: 'opened_at',
  fields: (f: Fields) => ({
    case_id: f.code({ required: 'yes', description: 'The case, in the system of the party.' }),
    party_id: f.code({ required: 'yes', description: 'Party that keeps the case.' }),
    product_number: f.code({ required: 'yes', description: 'Product of the unit.' }),
    serial_number: f.serial({ required: 'yes', description: 'Serial number of the unit.' }),
    opened_at: f.time({ required: 'yes', description: 'When the case was opened.' }),
    severity: f.whole({ required: 'yes', min: 1, max: 4, description: '1 is the worst.' }),
    status: f.oneOf(caseStatuses, { required: 'yes', description: 'Where the case stands.' }),
    level: f.code({ description: 'Level of support that works on it.' }),
    closed_at: f.time({ description: 'When the case was closed.' }),
    summary: f.text({ personal: true, description: 'What it is about.' }),
  }),
  rules: [inOrder('opened_at', 'closed_at')],
});
