/**
 * What changed in the form of a file against the last accepted delivery of its source: a partner's export was changed, and somebody has
 * to know before the cells are read under wrong names. The source says for each change whether it passes, warns or holds.
 */

import type { LastDelivery } from '../schemas/delivery.js';
import { columnPosition, positionName } from '../schemas/column-position.js';
import type { FieldInfo } from '../schemas/feeds/contract.js';
import { trimmed } from '../schemas/cells/text.js';
import { printable } from '../schemas/printable.js';
import type { Drift, Source } from '../schemas/project.js';
import { isUtf8Too, type FileAccount, type RawTable } from '../schemas/rows.js';
import { mapHeader, inSheet } from './header.js';
import type { Finding } from './finding.js';
import type { Hold } from './hold.js';
import type { JudgedTable } from './outcome.js';
import { renamedColumns, type Renamed } from './renamed.js';

export interface DriftRequest {
  source: Source;
  fields: readonly FieldInfo[];
  tables: readonly JudgedTable[];
  account: FileAccount;
  /** See LastDelivery for what "last" means; undefined for the first one of a source. */
  last: LastDelivery | undefined;
  /** Whether cells of a column that is read under no name yet could be the field's. */
  fits: (table: RawTable, at: number, field: string) => Promise<boolean | undefined>;
}

interface Change {
  kind: keyof Drift;
  says: string;
  /** Cells would be read as something else than they are: it holds, whatever the source says of harmless changes of this kind. */
  misread?: boolean;
}

const codes = {
  new: 'COLUMN_NEW',
  missing: 'COLUMN_GONE',
  renamed: 'COLUMN_RENAMED',
  reordered: 'COLUMNS_REORDERED',
  doubled: 'COLUMN_DOUBLED',
  delimiter: 'DELIMITER_CHANGED',
  encoding: 'ENCODING_CHANGED',
} as const satisfies Record<keyof Drift, Hold['code']>;

/** What passes leaves no trace here: a column that is no field is told of in any case. */
export async function driftOf(request: DriftRequest): Promise<{ holds: Hold[]; findings: Finding[] }> {
  const { drift } = request.source;
  const holds: Hold[] = [];
  const findings: Finding[] = [];
  for (const { kind, says, misread } of await changesOf(request)) {
    const reaction = misread === true && drift[kind] === 'pass' ? 'hold' : drift[kind];
    if (reaction === 'pass') continue;
    if (reaction === 'hold') holds.push({ code: codes[kind], says });
    findings.push({ kind: codes[kind], severity: reaction === 'hold' ? 'error' : 'warning', detail: says });
  }
  return { holds, findings };
}

async function changesOf(request: DriftRequest): Promise<Change[]> {
  const { source, tables, account, last } = request;
  // An interchange has segments instead of columns; its reader judges their form
  if (source.format.type === 'x12') return [];
  const changes: Change[] = [...delimiterChanges(request), ...encodingChanges(source, account, last)];
  // One cell that holds a whole line says nothing about columns
  if (last === undefined || changes.some(({ kind }) => kind === 'delimiter')) return changes;
  for (const judged of tables) {
    const before = beforeOf(judged.table, request);
    if (before !== undefined) changes.push(...(await headerChanges(judged, before, request)));
  }
  return changes;
}

/**
 * The table that is compared with: of the same sheet, or the only one of each file. Where the source has come to say that there is no header, what was
 * taken for one before may have been a row: none of its cells is told.
 */
function beforeOf({ sheet }: RawTable, { source: { format }, tables, last }: DriftRequest): string[] | undefined {
  const { headers } = last!;
  const same = headers.find((one) => one.sheet === sheet) ?? (tables.length === 1 && headers.length === 1 ? headers[0] : undefined);
  if (format.type !== 'x12' && format.header_row === 0 && same?.header[0] !== positionName(0)) return undefined;
  return same?.header.map(trimmed);
}

const others = [',', ';', '\t', '|'];

/**
 * Under the declared delimiter required columns are missing, and under another one fewer are. A file that was accepted was read with the
 * delimiter that its source declared, so this is the change against it; where the declaration itself was changed, a person said so.
 */
function delimiterChanges({ source, fields, tables }: DriftRequest): Change[] {
  const { format, columns } = source;
  if (format.type !== 'csv') return [];
  return tables.flatMap(({ table, map }): Change[] => {
    if (map.missing.length === 0) return [];
    const line = table.header.join(format.delimiter);
    const fitting = others.find((delimiter) => {
      const header = line.split(delimiter);
      if (delimiter === format.delimiter || header.length < 2) return false;
      const other = mapHeader({ ...table, header }, fields, columns);
      return other.missing.length < map.missing.length && other.columns.length > map.columns.length;
    });
    if (fitting === undefined) return [];
    const says = `${inSheet(table)}The source declares ${named(format.delimiter)} between cells, which finds ${map.columns.length} columns of the contract; with ${named(fitting)} there are more.`;
    return [{ kind: 'delimiter', says }];
  });
}

const named = (delimiter: string): string => (delimiter === '\t' ? 'a tab' : `"${printable(delimiter)}"`);

/**
 * A single-byte encoding accepts every byte, so UTF-8 under it is garbled without an error. What the last delivery was, too, is no change;
 * what is as declared again after it, is one. Under another declaration the last one says nothing.
 */
function encodingChanges({ format }: Source, { notes, not_utf8 }: FileAccount, last: LastDelivery | undefined): Change[] {
  if (format.type !== 'csv') return [];
  const before = last !== undefined && isUtf8Too(last.notes, format.encoding);
  if (isUtf8Too(notes, format.encoding)) {
    if (before) return [];
    const says = `The text is UTF-8, its source declares ${format.encoding}: read like that, each accented letter becomes two others.`;
    return [{ kind: 'encoding', says }];
  }
  if (!before || not_utf8 !== true) return [];
  const says = `The text is no UTF-8, as ${printable(last.file_name)} was; it is read as ${format.encoding}, which its source declares.`;
  return [{ kind: 'encoding', says }];
}

async function headerChanges({ table, map }: JudgedTable, before: string[], request: DriftRequest): Promise<Change[]> {
  const { source, fields, last } = request;
  const now = table.header.map(trimmed);
  const where = inSheet(table);
  const against = `in ${printable(last!.file_name)}`;
  const quoted = (header: string) => `"${printable(header)}"`;
  const gone = missingIn(before, now);
  const added = missingIn(now, before);
  const fieldBefore = new Map(mapHeader({ ...table, header: before }, fields, source.columns).columns.map(({ at, field }) => [at, field]));
  const fieldNow = new Map(map.columns.map(({ at, field }) => [at, field]));
  const renamed = await renamedColumns({ before, now, gone, added, fieldBefore, fieldNow, fits: (at, f) => request.fits(table, at, f) });
  const isOld = (name: string) => renamed.some(({ from }) => from === name);
  const isNew = (name: string) => renamed.some(({ to }) => to === name);
  const twice = [...new Set(now)].filter((name) => name !== '' && occurs(name, now) > 1 && occurs(name, before) === 1);
  return [
    ...renamed.map((one): Change => ({ kind: 'renamed', says: `${where}${renamedText(one, quoted)} ${against}.` })),
    ...gone
      .filter((name) => !isOld(name))
      .map((name): Change => ({ kind: 'missing', says: `${where}column ${quoted(name)} is gone; it was there ${against}.` })),
    ...added
      .filter((name) => !isNew(name))
      .map((name): Change => ({ kind: 'new', says: `${where}column ${quoted(name)} is new; it was not there ${against}.` })),
    ...twice.map((name): Change => ({
      kind: 'doubled',
      says: `${where}column ${quoted(name)} stands twice; it stood there once ${against}.`,
    })),
    ...orderChanges(before, now, source, where, against),
  ];
}

const renamedText = ({ from, to, because }: Renamed, quoted: (name: string) => string): string =>
  `column ${quoted(to)} seems to be what ${quoted(from)} was (${because.join(', ')})`;

/** Columns are found by name, so their order matters to nobody but a source that names them by position. */
function orderChanges(before: string[], now: string[], { format, columns = {} }: Source, where: string, against: string): Change[] {
  // A sheet without a header ends with the last column that any of its rows fills: a column more or less at its end moves no other
  const bareSheet = format.type === 'xlsx' && format.header_row === 0;
  const moved = (bareSheet ? [] : Object.keys(columns))
    .map(columnPosition)
    .filter((at) => at !== undefined && key(before[at - 1]) !== key(now[at - 1]))
    .map((at) => `#${at}`);
  if (moved.length > 0) {
    const says = `${where}the source reads ${moved.join(', ')} by position, and another header stands there than ${against}.`;
    return [{ kind: 'reordered', says, misread: true }];
  }
  const common = (one: string[], other: string[]) => one.map(key).filter((name) => name !== '' && other.some((o) => key(o) === name));
  const [was, is] = [common(before, now), common(now, before)];
  const same = was.length !== is.length || was.every((name, at) => name === is[at]);
  return same ? [] : [{ kind: 'reordered', says: `${where}the columns stand in another order than ${against}.` }];
}

const key = (header: string | undefined): string => (header ?? '').toLowerCase();
const occurs = (name: string, names: string[]): number => names.filter((one) => key(one) === key(name)).length;
const missingIn = (names: string[], others: string[]): string[] =>
  [...new Set(names)].filter((name) => name !== '' && !others.some((other) => key(other) === key(name)));
