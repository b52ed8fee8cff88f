/** What a PAMS partner shows of its call centers: staff, engineers, audits (requirements R4 and R5). */

import type { Fields } from './field.js';
import { feed } from './feed.js';
import { inOrder } from './rule.js';

const center = (f: Fields) => ({
  party_id: f.code({ required: 'yes', description: 'Partner that runs the call center.' }),
  call_center_id: f.code({ required: 'yes', description: 'The call center.' }),
});

export const callCenters = feed({
  description: 'Call centers of partners, each row as it is from a day on.',
  dated_by: 'valid_from',
  fields: (f: Fields) => ({
    ...center(f),
    hours_per_day: f.decimal({ required: 'yes', min: 0, max: 24, description: 'Hours a day in which calls are taken.' }),
    days_per_week: f.decimal({ required: 'yes', min: 0, max: 7, description: 'Days a week in which calls are taken.' }),
    technical_staff: f.whole({ required: 'yes', min: 0, description: 'Count of people.' }),
    case_system: f.text({ required: 'yes', description: 'System in which cases are logged.' }),
    troubleshooting_lab: f.boolean({ required: 'yes', description: 'Whether there is equipment to reproduce faults.' }),
    valid_from: f.date({ required: 'yes', description: 'First day on which the row holds.' }),
  }),
});

export const engineers = feed({
  description: 'Certified engineers of call centers.',
  dated_by: 'certified_on',
  fields: (f: Fields) => ({
    ...center(f),
    engineer_id: f.code({ required: 'yes', personal: true, description: 'The engineer.' }),
    certification: f.text({ required: 'yes', description: 'Name of the certification.' }),
    certified_on: f.date({ required: 'yes', description: 'Day of the certification; it holds for a year.' }),
    left_on: f.date({ description: 'Last day at the call center.' }),
  }),
  rules: [inOrder('certified_on', 'left_on')],
});

export const audits = feed({
  description: 'Audits of call centers by an authorised representative.',
  dated_by: 'audited_on',
  fields: (f: Fields) => ({
    ...center(f),
    audited_on: f.date({ required: 'yes', description: 'Day of the audit.' }),
    auditor: f.text({ required: 'yes', personal: true, description: 'Who audited.' }),
    outcome: f.oneOf(['passed', 'failed', 'conditional'], { required: 'yes', description: 'What came out.' }),
  }),
});
