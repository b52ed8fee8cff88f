/**
 * A header that stands twice names no column. Which of its columns is the field is told by what stands in them, and always asked about; where nothing tells
 * them apart the field is left out. No cell is told: only what cells are, and how many are different.
 */

import { asNumbers, isDay, mostly } from '../../schemas/cells/looks.js';
import { seen, trimmed } from '../../schemas/cells/text.js';
import { positionName } from '../../schemas/column-position.js';
import type { FieldInfo } from '../../schemas/feeds/contract.js';
import type { RawCell } from '../../schemas/rows.js';
import type { Evidence, Mapped, SeenRow } from './seen.js';

export interface Placed {
  /** At the places that were chosen. */
  columns: Mapped[];
  /** Columns whose header is no name for them. */
  doubled: ReadonlySet<number>;
  /** Columns that could be a field that was left out. */
  undecided: ReadonlySet<number>;
  evidence: Evidence[];
}

/** Columns that can only be the right ones together, such as those of one address. */
interface Block {
  columns: Mapped[];
  /** For each occurrence of the headers: where they stand, and what stands there. */
  places: Place[];
}

interface Place {
  at: number[];
  looks: Look[];
  filled: number;
  different: number;
}

type Look = 'empty' | 'days' | 'numbers' | 'words';

export function placedColumns(header: readonly string[], columns: readonly Mapped[], rows: readonly SeenRow[]): Placed {
  const placesOf = (name: string) => header.flatMap((theirs, at) => (trimmed(theirs) === trimmed(name) ? [at] : []));
  const doubled = new Set(header.flatMap((theirs, at) => (trimmed(theirs) !== '' && placesOf(theirs).length > 1 ? [at] : [])));
  const blocks = new Map<string, Mapped[]>();
  for (const column of columns.filter(({ at }) => doubled.has(at))) {
    const key = isPlaceOfUnit(column.field) ? `address ${placesOf(column.header).length}` : column.field.name;
    blocks.set(key, [...(blocks.get(key) ?? []), column]);
  }
  const placed = columns.filter(({ at }) => !doubled.has(at));
  const undecided = new Set<number>();
  const evidence: Evidence[] = [];
  for (const block of blocks.values()) {
    const all = block.map((column) => placesOf(column.header));
    const places = all[0]!.map((_, nth) =>
      placeOf(
        all.map((of) => of[nth]!),
        rows,
      ),
    );
    const shared = columns.some(
      (one) => !block.includes(one) && block.some(({ header: theirs }) => trimmed(theirs) === trimmed(one.header)),
    );
    const chosen = shared ? undefined : chosenOf({ columns: block, places });
    if (chosen === undefined) for (const at of all.flat()) undecided.add(at);
    else placed.push(...block.map((column, index) => ({ ...column, at: chosen.at[index]! })));
    evidence.push(question({ columns: block, places }, chosen));
  }
  return { columns: placed.sort((a, b) => a.at - b.at), doubled, undecided, evidence };
}

const isPlaceOfUnit = ({ name }: FieldInfo): boolean => /^(?:end_user|location)_/.test(name);

function placeOf(at: number[], rows: readonly SeenRow[]): Place {
  const filled = rows.filter(({ cells }) => at.some((column) => seen(cells[column]) !== ''));
  const whole = ({ cells }: SeenRow) => JSON.stringify(at.map((column) => seen(cells[column]).toUpperCase()));
  return {
    at,
    looks: at.map((column) => lookOf(rows.map(({ cells }) => cells[column]).filter((cell) => seen(cell) !== ''))),
    filled: filled.length,
    different: new Set(filled.map(whole)).size,
  };
}

/** What nine of ten cells are. */
function lookOf(cells: readonly (RawCell | undefined)[]): Look {
  if (cells.length === 0) return 'empty';
  if (mostly(cells, isDay)) return 'days';
  return mostly(cells, (cell) => asNumbers(cell).length > 0) ? 'numbers' : 'words';
}

function fits({ kind, name }: FieldInfo, look: Look): boolean {
  if (kind === 'date') return look === 'days';
  if (kind === 'whole' || kind === 'decimal') return look === 'numbers';
  if (/_(?:name|city|country)$/.test(name) || kind === 'one_of' || kind === 'currency') return look === 'words';
  return look !== 'empty' && look !== 'days';
}

/** The only occurrence that fits; else, of end users, the one that differs from row to row where the other, as who is billed, hardly does. */
function chosenOf({ columns, places }: Block): Place | undefined {
  const fitting = places.filter(({ looks }) => columns.every(({ field }, index) => looks[index] === 'empty' || fits(field, looks[index]!)));
  const likely = fitting.filter(({ filled }) => filled > 0);
  if (likely.length <= 1) return likely[0];
  if (!columns.every(({ field }) => isPlaceOfUnit(field))) return undefined;
  const [first, second] = likely.sort((a, b) => b.different - a.different);
  return first!.different >= second!.different * 2 ? first : undefined;
}

function question({ columns, places }: Block, chosen: Place | undefined): Evidence {
  const heads = columns.map(
    ({ header }, index) => `${JSON.stringify(header)} (${places.map(({ at }) => positionName(at[index]!)).join(', ')})`,
  );
  const told = places.map(({ at, looks, filled, different }) => {
    const look = [...new Set(looks)].join(' and ');
    return `${at.map(positionName).join(' ')} (${look}, ${different} different in ${filled} rows)`;
  });
  const keys = (place: Place) => columns.map(({ field }, index) => `"${positionName(place.at[index]!)}": ${field.name}`).join(', ');
  const says =
    chosen === undefined
      ? `nothing tells which is meant: ${places.map(keys).join(' or ')}`
      : `taken are ${chosen.at.map(positionName).join(' ')}: confirm, or name others by their position`;
  return { about: 'columns', says: `more than one column is headed ${heads.join(', ')}; ${told.join(', ')}; ${says}`, open: true };
}
