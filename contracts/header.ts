/** Which of their columns is which of our fields. Compared without outer blanks, exactly first, then without regard to case. */

import { trimmed } from '../schemas/cells/text.js';
import type { FieldInfo } from '../schemas/feeds/contract.js';
import { columnPosition, positionName } from '../schemas/column-position.js';
import { printable } from '../schemas/printable.js';
import type { RawTable } from '../schemas/rows.js';
import type { Finding } from './finding.js';

export interface MappedColumn {
  field: string;
  /** Position in the row, from 0. */
  at: number;
  /** The partner's own header; its position as `#7` where the header cell is empty. */
  header: string;
}

export interface HeaderMap {
  columns: MappedColumn[];
  /** Required fields without a column. */
  missing: string[];
  /** Fields that more than one column claims; none of them is read. */
  ambiguous: string[];
  /** A complete row of a text file has at least this many cells. */
  width: number;
  /** Positions of header cells without a name. */
  unnamed: number[];
  findings: Finding[];
}

/**
 * Maps one table's header.
 *
 * `named` is the source's `columns` (their header, or `#7` for the seventh column, to our field). Without it, and for headers that it does not name, a header that
 * equals a field's name apart from case, `_`, `-` and blanks is that field, unless the field is taken.
 */
export function mapHeader(table: RawTable, fields: readonly FieldInfo[], named: Record<string, string> = {}): HeaderMap {
  const headers = table.header.map(trimmed);
  const claims = new Map<string, number[]>();
  const claimed = new Set<number>();
  const notFound: [header: string, field: string][] = [];

  const claim = (their: string, field: string, places: number[]) => {
    if (places.length === 0) notFound.push([their, field]);
    else claims.set(field, [...(claims.get(field) ?? []), ...places]);
    for (const at of places) claimed.add(at);
  };
  // Positions first: a name that stands twice then means the column that no position has taken
  const names: [their: string, field: string][] = [];
  for (const [their, field] of Object.entries(named)) {
    const position = positionOf(headers, their);
    if (position === undefined) names.push([their, field]);
    else claim(their, field, position <= headers.length ? [position - 1] : []);
  }
  const numbered = new Set(claimed);
  for (const [their, field] of names) {
    claim(
      their,
      field,
      placesOf(headers, trimmed(their)).filter((at) => !numbered.has(at)),
    );
  }
  const byName = new Map(fields.filter(({ name }) => !claims.has(name)).map(({ name }) => [loose(name), name]));
  headers.forEach((header, at) => {
    const field = claimed.has(at) || header === '' ? undefined : byName.get(loose(header));
    if (field === undefined) return;
    claims.set(field, [...(claims.get(field) ?? []), at]);
    claimed.add(at);
  });

  const columns = fields.flatMap(({ name }) => {
    const places = claims.get(name) ?? [];
    if (places.length !== 1) return [];
    const at = places[0]!;
    return [{ field: name, at, header: headers[at] === '' ? positionName(at) : headers[at]! }];
  });
  const where = inSheet(table);
  return {
    columns,
    missing: fields.filter(({ name, column }) => column && !claims.has(name)).map(({ name }) => name),
    ambiguous: fields.filter(({ name }) => (claims.get(name)?.length ?? 0) > 1).map(({ name }) => name),
    width: headers.findLastIndex((header, at) => header !== '' || claimed.has(at)) + 1,
    unnamed: headers.flatMap((header, at) => (header === '' && !claimed.has(at) ? [at] : [])),
    findings: [
      ...headers
        .filter((header, at) => header !== '' && !claimed.has(at))
        .map((header) => unknownColumn(`${where}column "${printable(header)}" is no field of the feed and was not read.`)),
      ...notFound
        .filter(([, field]) => !claims.has(field))
        .map(([their, field]) => columnNotFound(`${where}there is no column "${printable(their)}", which the source maps to ${field}.`)),
    ],
  };
}

/** Begins a sentence about one table of several. */
export const inSheet = ({ sheet }: RawTable): string => (sheet === null ? '' : `Sheet "${printable(sheet)}": `);

/** What a key of `columns` says by position, unless a header reads just the same. */
const positionOf = (headers: readonly string[], key: string): number | undefined =>
  placesOf(headers, trimmed(key)).length > 0 ? undefined : columnPosition(key);

function placesOf(headers: readonly string[], wanted: string): number[] {
  const places = (is: (header: string) => boolean) => headers.flatMap((header, at) => (is(header) ? [at] : []));
  const exact = places((header) => header === wanted);
  return exact.length > 0 ? exact : places((header) => header.toLowerCase() === wanted.toLowerCase());
}

const loose = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, '');

const unknownColumn = (detail: string): Finding => ({ kind: 'UNKNOWN_COLUMN', severity: 'info', detail });
const columnNotFound = (detail: string): Finding => ({ kind: 'COLUMN_NOT_FOUND', severity: 'warning', detail });
