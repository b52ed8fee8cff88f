import type { Fields } from './field.js';
import { feed } from './feed.js';

export const parties = feed({
  description: 'Distributors and partners: who ships, sells and reports.',
  fields: (f: Fields) => ({
    party_id: f.code({ required: 'yes', description: 'The party, as every other feed names it.' }),
    party_name: f.text({ required: 'yes', description: 'Its name; a sale to an end user of this name is not a sale to an end user.' }),
    party_kind: f.oneOf(['distributor', 'partner'], { required: 'yes', description: 'What it is in the channel.' }),
    expert_video_partner: f.boolean({ description: 'Whether it may sell and deliver PAMS.' }),
    country: f.country({ description: 'Country, ISO 3166-1 alpha-2.' }),
    address_line1: f.text({ description: 'Street and number.' }),
    address_line2: f.text({ description: 'Building, floor, suite.' }),
    city: f.text({ description: 'Town.' }),
    state: f.text({ description: 'State or province.' }),
    postal_code: f.text({ description: 'Postal code.' }),
  }),
});
