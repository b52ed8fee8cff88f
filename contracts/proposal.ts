/** Which feed a table reports, which of its columns are which fields, and how its values are written: a proposal with its evidence. */

import { countryCodes } from '../schemas/cells/codes.js';
import { numberReader } from '../schemas/cells/number.js';
import { positionName } from '../schemas/column-position.js';
import { seen, trimmed } from '../schemas/cells/text.js';
import { folded } from '../schemas/end-user/placeholders.js';
import { feedFields, type FieldInfo } from '../schemas/feeds/contract.js';
import { vagueHeaders, valueSynonyms } from '../schemas/feeds/header-synonyms.js';
import type { RawCell } from '../schemas/rows.js';
import type { Feed } from '../schemas/vocabulary.js';
import { countryNamed } from './proposal/countries.js';
import { datePattern } from './proposal/dates.js';
import { placedColumns } from './proposal/doubled.js';
import { chosenFeed } from './proposal/feed.js';
import { lostColumns } from './proposal/lost.js';
import { negativeQuantities } from './proposal/negative.js';
import type { Evidence, Mapped, SeenRow, SeenTable } from './proposal/seen.js';
import { toldColumns } from './proposal/told.js';
import { isTotal, totalRow } from './proposal/totals.js';

export interface Proposal {
  feed: Feed;
  /** Their header, or its position where it stands twice or is empty: our field. Left out where the two are the same word. */
  columns: Record<string, string>;
  /** Headers that are no field, and the positions of columns without one. */
  unread: string[];
  /** Headers that say a field which another column says more exactly, and which that is. */
  outdone: string[];
  /** Fields that every report needs and no header names. */
  missing: string[];
  date?: string;
  decimal?: '.' | ',';
  serial_separator?: string;
  total_row?: string;
  values: Record<string, Record<string, string>>;
  evidence: Evidence[];
}

/**
 * @param table its headers are empty where it has none.
 * @param feed what it is known to report; without it the feed that fits best.
 */
export function propose({ header, rows }: SeenTable, feed?: Feed): Proposal {
  const { feed: name, columns: named, lost: others, missing: unnamed, evidence } = chosenFeed(header, feed);
  const body = rows.filter(({ cells }) => !isTotal(cells, header.length));
  const { columns: placed, doubled, undecided, evidence: placing } = placedColumns(header, named, body);
  const told = toldColumns({ header, rows: body }, feedFields(name), named);
  const columns = [...placed, ...told.columns].sort((a, b) => a.at - b.at);
  const missing = unnamed.filter((field) => !told.columns.some((column) => column.field.name === field));
  const byPosition = (at: number) => doubled.has(at) || trimmed(header[at]!) === '';
  const texts = ({ at }: Mapped): string[] =>
    body
      .map(({ cells }) => cells[at])
      .filter(isText)
      .map(seen)
      .filter((text) => text !== '');
  const of = (...kinds: FieldInfo['kind'][]) => columns.filter(({ field }) => kinds.includes(field.kind)).flatMap(texts);

  const dates = datePattern(of('date'));
  const numbers = decimalSign(of('decimal', 'whole'));
  const serials = serialSeparator(columns, body);
  const totals = totalRow({ header, rows });
  const words = columns.flatMap((column) => {
    if (column.field.kind === 'one_of') return [wordsOf(column, texts(column))];
    return column.field.kind === 'country' ? [countriesOf(column, texts(column))] : [];
  });
  const taken = new Set(columns.map(({ at }) => at));
  const left = others.filter(({ at }) => !taken.has(at) && !undecided.has(at));
  const lost = lostColumns(named, left);
  return {
    feed: name,
    columns: Object.fromEntries(
      columns
        .filter(({ field, at, header: theirs }) => theirs !== field.name || byPosition(at))
        .map(({ field, at, header: theirs }) => [byPosition(at) ? positionName(at) : theirs, field.name]),
    ),
    unread: header.flatMap((theirs, at) => {
      if (taken.has(at) || undecided.has(at) || left.some((one) => one.at === at)) return [];
      if (trimmed(theirs) === '') return body.some(({ cells }) => seen(cells[at]) !== '') ? [positionName(at)] : [];
      return [doubled.has(at) ? `${theirs} (${positionName(at)})` : theirs];
    }),
    outdone: lost.outdone,
    missing,
    ...(dates.date !== undefined && { date: dates.date }),
    ...(numbers.decimal !== undefined && { decimal: numbers.decimal }),
    ...(serials.separator !== undefined && { serial_separator: serials.separator }),
    ...(totals.total_row !== undefined && { total_row: totals.total_row }),
    values: Object.fromEntries(
      words.filter(({ words: known }) => Object.keys(known).length > 0).map(({ name: field, words: known }) => [field, known]),
    ),
    evidence: [
      ...evidence,
      ...(missing.length === 0 ? [] : [{ about: 'columns', says: `no column was found for ${missing.join(', ')}`, open: true }]),
      ...lost.evidence,
      ...placing,
      ...told.evidence,
      ...vague(columns.filter(({ at }) => !doubled.has(at))),
      ...dates.evidence,
      ...numbers.evidence,
      ...serials.evidence,
      ...totals.evidence,
      ...negativeQuantities(columns, body),
      ...words.flatMap(({ evidence }) => evidence),
    ],
  };
}

/** `Name` heads customers, products and contacts alike. */
const vague = (columns: readonly Mapped[]): Evidence[] =>
  columns
    .filter(
      ({ field, header }) =>
        /^(?:end_user|location)_name$/.test(field.name) && vagueHeaders.some((word) => folded(word) === folded(header)),
    )
    .map(({ field, header }) => ({
      about: 'columns',
      says: `${JSON.stringify(header)} is taken for ${field.name}: confirm whose name it is`,
      open: true,
    }));

const isText = (cell: RawCell | undefined): cell is RawCell =>
  cell !== undefined && (typeof cell === 'string' || (cell.date ?? cell.number) === undefined);

function decimalSign(numbers: readonly string[]): { decimal?: '.' | ','; evidence: Evidence[] } {
  const signed = numbers.filter((text) => /[.,]/.test(text));
  if (signed.length === 0) return { evidence: [] };
  const count = (sign: '.' | ',') => signed.filter((text) => numberReader(sign)(text, text) !== undefined).length;
  const [point, comma] = [count('.'), count(',')];
  if (point === comma) {
    const says = `${signed.length} numbers could be written with either sign: ask which is meant`;
    return { evidence: [{ about: 'decimal', says, open: true }] };
  }
  const decimal = point > comma ? '.' : ',';
  return {
    decimal,
    evidence: [
      {
        about: 'decimal',
        says: `"${decimal}" reads ${Math.max(point, comma)} of ${signed.length} numbers with a sign, the other ${Math.min(point, comma)}`,
      },
    ],
  };
}

/** Several serials in one cell: as many as the quantity says. */
function serialSeparator(columns: readonly Mapped[], rows: readonly SeenRow[]): { separator?: string; evidence: Evidence[] } {
  const serial = columns.find(({ field }) => field.kind === 'serial');
  const quantity = columns.find(({ field }) => field.name === 'quantity');
  if (serial === undefined || quantity === undefined) return { evidence: [] };
  const several = rows.filter(({ cells }) => Number(seen(cells[quantity.at])) > 1 && seen(cells[serial.at]) !== '');
  for (const separator of [';', ',', '|', '/', ' ', '\n']) {
    const right = several.filter(({ cells }) => seen(cells[serial.at]).split(separator).length === Number(seen(cells[quantity.at])));
    if (right.length > several.length / 2) {
      return {
        separator,
        evidence: [
          {
            about: 'serial_separator',
            says: `"${separator}" divides the cell into as many serials as the quantity says in ${right.length} of ${several.length} rows`,
          },
        ],
      };
    }
  }
  return { evidence: [] };
}

function wordsOf({ field }: Mapped, texts: readonly string[]): { name: string; words: Record<string, string>; evidence: Evidence[] } {
  const ours = new Set((field.values ?? []).map((value) => value.toLowerCase()));
  const theirs = [...new Set(texts)].filter((text) => !ours.has(text.toLowerCase()));
  const words: Record<string, string> = {};
  for (const word of theirs) {
    const known = Object.entries(valueSynonyms[field.name] ?? {}).find(([, list]) => list.some((one) => folded(one) === folded(word)));
    if (known !== undefined) words[word] = known[0];
  }
  const unknown = theirs.filter((word) => words[word] === undefined).slice(0, 10);
  const evidence: Evidence[] = [];
  if (Object.keys(words).length > 0)
    evidence.push({ about: `values.${field.name}`, says: 'these words are usual for it: confirm what each means', open: true });
  if (unknown.length > 0)
    evidence.push({ about: `values.${field.name}`, says: `none of ${field.values?.join(', ')}: ${unknown.join(', ')}`, open: true });
  return { name: field.name, words, evidence };
}

/** Names of countries in the languages of the synonyms, to the codes that the contract wants. */
function countriesOf({ field }: Mapped, texts: readonly string[]): { name: string; words: Record<string, string>; evidence: Evidence[] } {
  const names = [...new Set(texts)].filter((text) => !countryCodes.has(text.toUpperCase()));
  const words = Object.fromEntries(
    names.flatMap((name) => {
      const code = countryNamed(name);
      return code === undefined ? [] : [[name, code]];
    }),
  );
  const unknown = names.filter((name) => words[name] === undefined).length;
  const evidence = unknown === 0 ? [] : [{ about: `values.${field.name}`, says: `${unknown} words are no country code`, open: true }];
  return { name: field.name, words, evidence };
}
