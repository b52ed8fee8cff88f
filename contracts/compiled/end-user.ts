/** When an end user is surely usable (see schemas/end-user). Each condition says less than its twin in TypeScript, never more. */

import { countryCodes } from '../../schemas/cells/codes.js';
import { patternProblem } from '../../schemas/cells/pattern.js';
import { addressData } from '../../schemas/end-user/address-data.js';
import { states } from '../../schemas/end-user/address.js';
import { edgeLength } from '../../schemas/end-user/placeholder-edges.js';
import { entries, townsAllTheSame } from '../../schemas/end-user/placeholders.js';
import { literal } from '../../schemas/sql.js';
import type { CompiledRule } from './rules.js';
import { all, any, cut, isIn, isOneOf, sets } from './sql.js';

/** Its first letters and digits are those of no placeholder, so the whole is none. */
const otherStart = (shown: string): string =>
  all([
    `regexp_matches(${shown}, '^[A-Za-z0-9]{${edgeLength}}')`,
    `NOT (${isIn(`upper(left(${shown}, ${edgeLength}))`, 'placeholder_start')})`,
  ]);

/** The same from the other end: many a name has its accents in front. */
const otherEnd = (shown: string): string =>
  all([
    `regexp_matches(${shown}, '[A-Za-z0-9]{${edgeLength}}$')`,
    `NOT (${isIn(`upper(right(${shown}, ${edgeLength}))`, 'placeholder_end')})`,
  ]);

/** And from within: four that stand together are none of those that stand together in a placeholder. */
const otherPart = (shown: string): string =>
  all([
    `regexp_matches(${shown}, '[A-Za-z0-9]{${edgeLength}}')`,
    `NOT (${isIn(`upper(regexp_extract(${shown}, '[A-Za-z0-9]{${edgeLength}}'))`, 'placeholder_part')})`,
  ]);

/** Letters that accents are taken off from alike in JavaScript and in DuckDB; ß becomes two in both. */
const latin = '[ -~ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝßàáâãäåçèéêëìíîïñòóôõöùúûüýÿ]*';

const isLatin = (shown: string): string => `regexp_full_match(${shown}, ${literal(latin)})`;
/** Latin text without case, accents, blanks and punctuation, as TypeScript folds it. */
const folded = (shown: string): string => `regexp_replace(upper(strip_accents(replace(${shown}, 'ß', 'ss'))), '[^A-Z0-9]+', '', 'g')`;

/** The whole, folded, is no entry, and has a sign that no filler has: to fold it takes longer than everything else about it. */
const noEntry = (shown: string): string =>
  all([isLatin(shown), `regexp_matches(${shown}, '[1-8A-WYZa-wyz]')`, `NOT (${isIn(folded(shown), 'placeholder')})`]);

const isNamed = (shown: string): string[] => [otherStart(shown), otherEnd(shown), otherPart(shown), noEntry(shown)];

/** A digit says that it is a street where no placeholder has one and 0 and 9 alone may be fillers. */
const hasNumber = (shown: string): string[] =>
  [...entries].some((entry) => /\d/.test(entry)) ? [] : [`regexp_matches(${shown}, '[1-8]')`];

const start = '(^|[^A-Za-z0-9])';
const number = '[\\s.:,]*(NO|NR|NUM|N|#|№)?[.°º]*\\s*[0-9]';

/** Everything with which a post office box can begin; most lines that hold one are streets all the same, and zod sees them. */
const boxes = [
  'P[.\\s]*O[.\\s]*B',
  `POST\\s*(OFFICE|BOX|BUS|BOKS)(\\s*BOX|${number})`,
  'POSTFACH($|[^A-Za-z0-9])',
  'POSTAL',
  'SKRYTKA',
  'CASILLA',
  'APARTADO',
  'AP(AR)?T?DO',
  '(PRIVATE|LOCKED)\\s+BAG',
  `^BOX${number}`,
  `${start}B\\.?\\s?P\\.?${number}`,
  `(^|[,;/])\\s*P\\.?\\s?O\\.?${number}`,
  `${start}[AFD]PO([\\s,]|$)`,
];
const noBox = (shown: string): string => `NOT regexp_matches(${shown}, ${literal(`(?i)${boxes.join('|')}`)})`;

/** A town of that country whose name is a placeholder elsewhere. */
const isTown = (country: string, city: string): string =>
  isOneOf(
    `${country} || ':' || upper(${city})`,
    Object.entries(townsAllTheSame).flatMap(([town, countries]) => countries.map((code) => `${code}:${town}`)),
  );

/** Most write the code of a state; its name may have blanks and accents. */
const stateThere = (country: string, state: string): string =>
  any([
    `NOT ${isOneOf(country, [...states.keys()])}`,
    isIn(`${country} || ':' || upper(${state})`, 'state'),
    all([isLatin(state), isIn(`${country} || ':' || ${folded(state)}`, 'state')]),
  ]);

/** Countries by the form of their postal codes: the country's place in its enumeration gives the form's number. */
function postalCodeFits(country: string, postalCode: string): Required<CompiledRule> {
  const forms = new Map<string, number>();
  const formOf = [...countryCodes].map((code) => {
    const form = addressData[code]?.postal_code;
    if (form === undefined) return 0;
    if (patternProblem(form)) return -1;
    if (!forms.has(form)) forms.set(form, forms.size + 1);
    return forms.get(form)!;
  });
  const cases = [...forms].map(([form, number]) => `WHEN ${number} THEN regexp_full_match(upper(${postalCode}), ${literal(form)})`);
  const form = `[${formOf.join(', ')}][enum_code(TRY_CAST(upper(${country}) AS ${sets.country})) + 1]`;
  return { columns: [`${form} AS postal_form`], clear: `CASE postal_form WHEN 0 THEN true ${cases.join(' ')} ELSE false END` };
}

export function usableEndUser(): CompiledRule {
  const name = cut('end_user_name');
  const line1 = cut('end_user_address_line1');
  const city = cut('end_user_city');
  const postal = postalCodeFits(cut('end_user_country'), cut('end_user_postal_code'));
  const clear = all([
    any(isNamed(name)),
    any([...hasNumber(line1), ...isNamed(line1)]),
    noBox(line1),
    any([...isNamed(city), isTown('end_user_country', city)]),
    `NOT regexp_matches(${city}, '^(?i)[AFD]PO')`,
    stateThere('end_user_country', cut('end_user_state')),
    postal.clear,
  ]);
  return { columns: postal.columns, clear };
}
