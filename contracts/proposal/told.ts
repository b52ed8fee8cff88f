/**
 * Columns that no header names, by what stands in them: one that is empty, or one of a file without a header. Only where a column can be nothing else, and
 * always asked about; where two columns could be the field it is left out. No cell is told.
 */

import { countryCodes } from '../../schemas/cells/codes.js';
import { asNumbers, isDay, isMail, mostly } from '../../schemas/cells/looks.js';
import { seen, trimmed } from '../../schemas/cells/text.js';
import { positionName } from '../../schemas/column-position.js';
import { hasState, states } from '../../schemas/end-user/address.js';
import type { FieldInfo } from '../../schemas/feeds/contract.js';
import type { RawCell } from '../../schemas/rows.js';
import { countryNamed } from './countries.js';
import type { Evidence, Mapped, SeenTable } from './seen.js';

interface Look {
  /** In words, of more than one cell. */
  says: string;
  /** Whether all of a column's cells could be it. */
  could: (cells: readonly RawCell[]) => boolean;
  /** Whether they are hardly anything else. */
  surely: (cells: readonly RawCell[]) => boolean;
  /** The fields of a feed that hold it; told is only the one of a feed that has one. */
  isOf: (field: FieldInfo) => boolean;
}

/** Fewer cells tell nothing. */
const LEAST = 3;

/** One value throughout is rather said of the report, as its day or its sender's address, than of each sale. */
const differ = (cells: readonly RawCell[]): boolean => new Set(cells.map(seen)).size > 1;

const looks: readonly Look[] = [
  {
    says: 'days',
    could: (cells) => mostly(cells, isDay),
    surely: differ,
    isOf: ({ kind, required }) => kind === 'date' && required === 'yes',
  },
  { says: 'e-mail addresses', could: (cells) => mostly(cells, isMail), surely: differ, isOf: ({ kind }) => kind === 'email' },
  {
    says: 'countries',
    could: (cells) => mostly(cells, isCountryCell),
    surely: (cells) => differ(cells) && !areStates(cells.map(seen)),
    isOf: ({ kind }) => kind === 'country',
  },
  {
    says: 'small whole numbers, most of them 1',
    could: (cells) => mostly(cells, isSmallCount),
    surely: (cells) => cells.filter((cell) => asNumbers(cell)[0] === '1').length * 2 >= cells.length,
    isOf: ({ name }) => name === 'quantity',
  },
];

const isCountryCell = (cell: RawCell): boolean => countryCodes.has(seen(cell)) || countryNamed(seen(cell)) !== undefined;

/** Many codes of states are codes of countries too. */
const areStates = (texts: readonly string[]): boolean =>
  [...states.keys()].some((country) => texts.every((text) => hasState(country, text)));

/** `1.000` may be a thousand. */
const isSmallCount = (cell: RawCell): boolean => /^[+-]?\d{1,3}(?:[.,]0{1,2})?$/.test(seen(cell));

/** @param named the columns that their headers name. */
export function toldColumns({ header, rows }: SeenTable, fields: readonly FieldInfo[], named: readonly Mapped[]) {
  const unnamed = header.flatMap((theirs, at) => {
    const cells = rows.flatMap((row) => row.cells[at] ?? []).filter((cell) => seen(cell) !== '');
    return trimmed(theirs) === '' && cells.length >= LEAST ? [{ at, header: theirs, cells }] : [];
  });
  const columns: Mapped[] = [];
  const evidence: Evidence[] = [];
  for (const { says, could, surely, isOf } of looks) {
    const [field, ...others] = fields.filter(isOf);
    if (field === undefined || others.length > 0 || named.some((column) => column.field.name === field.name)) continue;
    const possible = unnamed.filter(({ cells }) => could(cells));
    const [one] = possible;
    if (one !== undefined && possible.length === 1 && surely(one.cells)) {
      columns.push({ field, at: one.at, header: one.header });
      evidence.push(question(`${positionName(one.at)} has no header, and its cells are ${says}: taken for ${field.name}, confirm`));
    } else if (possible.length > 1) {
      const places = possible.map(({ at }) => `"${positionName(at)}": ${field.name}`);
      evidence.push(question(`${places.join(' or ')}? None has a header, and nothing tells which is meant`));
    }
  }
  return { columns, evidence };
}

const question = (says: string): Evidence => ({ about: 'columns', says, open: true });
