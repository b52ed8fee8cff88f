import type { Fields } from './field.js';
import { feed } from './feed.js';
import { inOrder } from './rule.js';

const personal = true;

export const partnerAssets = feed({
  description: "Partners' own records of units, compared with the registry (requirement R6.3).",
  fields: (f: Fields) => ({
    party_id: f.code({ required: 'yes', description: 'Partner that keeps the record.' }),
    product_number: f.code({ required: 'yes', description: 'Product of the unit.' }),
    serial_number: f.serial({ required: 'yes', description: 'Serial number of the unit.' }),
    location_name: f.text({ personal, description: 'Who has the unit.' }),
    location_address_line1: f.text({ personal, description: 'Street and number where it stands.' }),
    location_address_line2: f.text({ personal, description: 'Building, floor, suite.' }),
    location_city: f.text({ personal, description: 'Town.' }),
    location_state: f.text({ personal, description: 'State or province.' }),
    location_postal_code: f.text({ personal, description: 'Postal code.' }),
    location_country: f.country({ personal, description: 'Country, ISO 3166-1 alpha-2.' }),
    entitlement_type: f.text({ description: 'Kind of service term.' }),
    entitlement_start: f.date({ description: 'First day of the service term.' }),
    entitlement_end: f.date({ description: 'Last day of the service term, included.' }),
    warranty_type: f.text({ description: 'Kind of warranty.' }),
    warranty_start: f.date({ description: 'First day of the warranty.' }),
    warranty_end: f.date({ description: 'Last day of the warranty, included.' }),
  }),
  rules: [
    inOrder('entitlement_start', 'entitlement_end', 'TERM_END_BEFORE_START'),
    inOrder('warranty_start', 'warranty_end', 'TERM_END_BEFORE_START'),
  ],
});
