/** Who uses the unit and where it stands: the same cells and rules in `pos` and `sales_out` (requirements R3.1, R3.3). */

import type { Fields } from '../feeds/field.js';
import type { RowRule } from '../feeds/rule.js';
import { examplePostalCode, exampleState, hasState, isPostalCodeOf, needsPostalCode, needsState } from './address.js';
import { isMilitaryPost, isBox } from './po-box.js';
import { isPlaceholder, isPlaceholderTown } from './placeholders.js';

const personal = true;
const address = { personal, required: 'yes', absent: 'END_USER_ADDRESS_INCOMPLETE' } as const;
/** What helps to reach an end user and decides nothing: no sale is rejected for it. */
const contact = { personal, lenient: true } as const;

export const endUserFields = (f: Fields) => ({
  end_user_name: f.text({ personal, required: 'yes', absent: 'END_USER_MISSING', description: 'Company or person that uses the unit.' }),
  end_user_address_line1: f.text({ ...address, description: 'Street and number where the unit stands.' }),
  end_user_address_line2: f.text({ personal, description: 'Building, floor, suite, or a post office box beside the street.' }),
  end_user_city: f.text({ ...address, description: 'Town.' }),
  end_user_state: f.text({
    personal,
    required: 'where the country has states',
    column: false,
    description: 'State or province, as code or name: required in AU, BR, CA, IN, MX, US, VE.',
  }),
  end_user_postal_code: f.text({
    personal,
    required: 'where the country has postal codes',
    column: true,
    description: 'Postal code in the form of the country.',
  }),
  end_user_country: f.country({ ...address, invalid: 'END_USER_ADDRESS_INCOMPLETE', description: 'Country, ISO 3166-1 alpha-2.' }),
  end_user_contact: f.text({ ...contact, description: 'Whom to ask for.' }),
  end_user_email: f.email({ ...contact, description: 'Electronic mail.' }),
  end_user_phone: f.text({ ...contact, description: 'Telephone.' }),
});

/** The same cells in rows of which only some name an end user. Which ones need them is for a rule to say. */
export const someEndUserFields = (f: Fields, required: string) => ({
  end_user_name: f.text({ personal, required, description: 'Company or person that uses the unit from that day on.' }),
  end_user_address_line1: f.text({ personal, required, description: 'Street and number where the unit stands from then on.' }),
  end_user_address_line2: f.text({ personal, description: 'Building, floor, suite, or a post office box beside the street.' }),
  end_user_city: f.text({ personal, required, description: 'Town.' }),
  end_user_state: f.text({ personal, description: 'State or province, where the country has them.' }),
  end_user_postal_code: f.text({ personal, description: 'Postal code in the form of the country, where it has them.' }),
  end_user_country: f.country({
    personal,
    required,
    invalid: 'END_USER_ADDRESS_INCOMPLETE',
    description: 'Country, ISO 3166-1 alpha-2.',
  }),
  end_user_contact: f.text({ ...contact, description: 'Whom to ask for.' }),
  end_user_email: f.email({ ...contact, description: 'Electronic mail.' }),
  end_user_phone: f.text({ ...contact, description: 'Telephone.' }),
});

/** What such a row needs when it does name one, with the code of each cell that is empty. */
export const endUserNeeds = {
  end_user_name: 'END_USER_MISSING',
  end_user_address_line1: 'END_USER_ADDRESS_INCOMPLETE',
  end_user_city: 'END_USER_ADDRESS_INCOMPLETE',
  end_user_country: 'END_USER_ADDRESS_INCOMPLETE',
} as const;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** An empty cell is told by its field; this rule looks at what stands in them. */
export const usableEndUser: RowRule = {
  name: 'usable_end_user',
  says: 'The end user is named and has a street address that is complete for its country.',
  codes: ['END_USER_PLACEHOLDER', 'END_USER_ADDRESS_INCOMPLETE', 'END_USER_ADDRESS_PO_BOX'],
  check: (row, report) => {
    const name = text(row.end_user_name);
    const line1 = text(row.end_user_address_line1);
    const city = text(row.end_user_city);
    const country = text(row.end_user_country);
    if (name !== undefined && isPlaceholder(name)) report('end_user_name', 'END_USER_PLACEHOLDER');
    if (line1 !== undefined) {
      if (isPlaceholder(line1)) report('end_user_address_line1', 'END_USER_ADDRESS_INCOMPLETE', 'a street');
      else if (isBox(line1)) report('end_user_address_line1', 'END_USER_ADDRESS_PO_BOX');
    }
    if (city !== undefined) {
      if (isPlaceholderTown(city, country)) report('end_user_city', 'END_USER_ADDRESS_INCOMPLETE', 'a town');
      else if (isMilitaryPost(city)) report('end_user_city', 'END_USER_ADDRESS_PO_BOX');
    }
    if (country === undefined) return;
    if (needsState(country) && !hasState(country, text(row.end_user_state) ?? '')) {
      report('end_user_state', 'END_USER_ADDRESS_INCOMPLETE', `a state such as ${exampleState(country)}`);
    }
    if (needsPostalCode(country) && !isPostalCodeOf(country, text(row.end_user_postal_code) ?? '')) {
      report('end_user_postal_code', 'END_USER_ADDRESS_INCOMPLETE', `a postal code such as ${examplePostalCode(country)}`);
    }
  },
};
