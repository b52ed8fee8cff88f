/** End users: number n is always the same company at the same address. Some numbers are near twins of others, as in life. */

import { Dice } from './dice.js';
import { countryOfHundred, type Country, type Town } from './places.js';
import { companyNames, firstNames, lastNames, trades } from './words.js';

export interface EndUser {
  country: Country;
  town: Town;
  name: string;
  line1: string;
  line2: string;
  postal_code: string;
  contact: string;
  email: string;
  phone: string;
}

export function endUser(seed: number, number: number): EndUser {
  const dice = new Dice(seed ^ 0x5bd1e995, number);
  const country = countryOfHundred[dice.below(100)]!;
  const town = dice.of(country.towns);
  const company = companyNames[number % companyNames.length]!;
  const trade = trades[Math.floor(number / companyNames.length) % trades.length]!;
  // Behind the first some thousand the town tells them apart, then a number
  const round = Math.floor(number / (companyNames.length * trades.length));
  const apart = round === 0 ? '' : round % 2 === 1 ? ` ${town.name}${round > 1 ? ` ${round}` : ''}` : ` ${round}`;
  const form = dice.of(country.legal_forms);
  const first = dice.of(firstNames);
  const last = dice.of(lastNames);
  return {
    country,
    town,
    name: `${company} ${trade}${apart}${form === '' ? '' : ` ${form}`}`,
    line1: dice.of(country.streets).replace('#', String(1 + dice.below(240))),
    line2: dice.chance(120) ? `Floor ${1 + dice.below(30)}` : dice.chance(20) ? `PO Box ${100 + dice.below(900)}` : '',
    postal_code: town.postal_code.replace(/[#@]/g, (sign) =>
      sign === '#' ? String(dice.below(10)) : codeLetters[dice.below(codeLetters.length)]!,
    ),
    contact: dice.chance(600) ? `${first} ${last}` : '',
    email: dice.chance(500) ? `it${number}@${country.domain}` : '',
    phone: dice.chance(400) ? country.phone + String(100 + dice.below(900)) : '',
  };
}

/** Letters that postal codes of Canada, Great Britain and the Netherlands all use behind the first digit. */
const codeLetters = ['A', 'B', 'E', 'G', 'H', 'J', 'L', 'N', 'P', 'R', 'S', 'T'] as const;
