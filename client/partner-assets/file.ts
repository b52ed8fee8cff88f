/**
 * The differences as a file that goes back to the partner: the rows of its own list that differ, in its own layout, and behind them what
 * differs and what the registry has; then the units that its list lacks.
 */

import path from 'node:path';
import { Store } from '../../connectors/store.js';
import { mapHeader } from '../../contracts/header.js';
import { readSnapshot } from '../../registry/snapshot.js';
import { feedFields } from '../../schemas/feeds/contract.js';
import type { LoadedProject } from '../../schemas/loaded-project.js';
import type { Source } from '../../schemas/project.js';
import { AssuranceError } from '../../schemas/errors/error.js';
import { partsOfName } from '../corrections/export.js';
import { layoutOf, type CorrectionRow, type CorrectionSheet } from '../corrections/layout.js';
import { readTables, type WholeTable } from '../corrections/whole-file.js';
import type { Reason } from '../corrections/workbook.js';
import { endingFor, writeSheets } from '../corrections/write.js';
import { byUnit, readDifferences, type Difference, type UnitDifference } from './read.js';

export interface DifferenceFile {
  source_id: string;
  /** Absolute. */
  path: string;
  rows: number;
}

/** One file of the party that its list is made of. */
interface ListFile {
  delivery_id: string;
  source_id: string;
  file_name: string;
  sha256: string;
  layout_to: string | null;
}

type Layout = Pick<Source, 'format' | 'columns'>;

export const differenceColumns = ['assurance_state', 'assurance_differs', 'assurance_has'] as const;

const fields = feedFields('partner_assets');
const kindOf = new Map(fields.map(({ name, kind }) => [name, kind]));

/**
 * One file for each source of the list. Units that no list has stand in the first.
 * @param out where to; without it HOME/differences/SOURCE/.
 * Errors: PARTNER_LIST_MISSING, NOTHING_TO_EXPORT, CORRECTION_SHEETS, CORRECTION_ENCODING; COMMAND_USAGE for one file where there are several sources.
 */
export async function exportDifferences(loaded: LoadedProject, party: string, out?: string): Promise<DifferenceFile[]> {
  const units = byUnit(await discreet(loaded.home, await readDifferences(loaded.home, party)));
  if (units.length === 0) throw new AssuranceError('NOTHING_TO_EXPORT', `The list of ${party} and the registry agree.`, { where: party });
  const files = await listFiles(loaded.home, party);
  const sources = [...new Set(files.map(({ source_id }) => source_id))];
  if (out !== undefined && sources.length > 1) {
    throw new AssuranceError('COMMAND_USAGE', `The list of ${party} comes from several sources: ${sources.join(', ')}.`, {
      fix: 'Leave out --out: a file is written for each of them.',
    });
  }
  const written: DifferenceFile[] = [];
  for (const [at, id] of sources.entries()) {
    const own = files.filter(({ source_id }) => source_id === id);
    const ids = new Set<string | null>(own.map(({ delivery_id }) => delivery_id));
    const mine = units.filter(({ attributes }) => attributes.some(({ delivery_id }) => ids.has(delivery_id)));
    const lacking = at === 0 ? units.filter(({ state }) => state === 'only_here') : [];
    if (mine.length + lacking.length > 0) written.push(await writeOne(loaded, own, { party, mine, lacking, out }));
  }
  return written;
}

async function writeOne(
  loaded: LoadedProject,
  files: ListFile[],
  { party, mine, lacking, out }: { party: string; mine: UnitDifference[]; lacking: UnitDifference[]; out?: string | undefined },
): Promise<DifferenceFile> {
  const [first] = files as [ListFile];
  const source = loaded.project.sources.find(({ id }) => id === first.source_id);
  const said = layoutOf(source, first.layout_to);
  const sheets = await sheetsOf(loaded, files, source, mine);
  const template = sheets[0] ?? plainSheet;
  const withLacking = [
    { ...template, rows: [...template.rows, ...lacking.map((unit) => lackingRow(unit, party, template, said))] },
    ...sheets.slice(1),
  ];
  const { stem, extension } = partsOfName(first.file_name, source);
  const full = withLacking.filter(({ rows }, at) => at === 0 || rows.length > 0);
  const name = `${stem}-differences${endingFor(full, extension)}`;
  const file = out === undefined ? path.join(loaded.home, 'differences', first.source_id, name) : path.resolve(out);
  await writeSheets(file, full, summary([...mine, ...lacking]), said, advice);
  return { source_id: first.source_id, path: file, rows: full.reduce((sum, { rows }) => sum + rows.length, 0) };
}

/** The rows that differ, from the bytes as they came; the list's own header also where no row does. */
async function sheetsOf(
  loaded: LoadedProject,
  files: ListFile[],
  source: Source | undefined,
  units: UnitDifference[],
): Promise<CorrectionSheet[]> {
  const sheets: CorrectionSheet[] = [];
  for (const { delivery_id, sha256, layout_to } of files) {
    const layout = layoutOf(source, layout_to);
    if (layout === undefined) continue;
    const told = units.flatMap(({ attributes }) => attributes).filter((a) => a.delivery_id === delivery_id);
    const tables = await readTables(new Store(loaded.store).path(sha256), layout.format);
    sheets.push(...tables.map((table) => sheetOf(table, layout, told)));
  }
  const [first] = sheets;
  const full = sheets.filter(({ rows }) => rows.length > 0);
  return full.length > 0 || first === undefined ? full : [first];
}

function sheetOf({ table, rows }: WholeTable, layout: Layout, told: readonly Difference[]): CorrectionSheet {
  const { header, sheet } = table;
  const map = mapHeader(table, fields, layout.columns);
  const placesOf = new Map(map.columns.map(({ field, at }) => [field, at]));
  const headerRow = 'header_row' in layout.format ? layout.format.header_row : 1;
  const toldOf = new Map<number, Difference[]>();
  for (const one of told) if (one.sheet === sheet && one.line !== null) toldOf.set(one.line, [...(toldOf.get(one.line) ?? []), one]);
  return {
    name: sheet,
    preamble: Array.from({ length: headerRow - 1 }, (_, at) => (at === 0 ? title : '')),
    header,
    ours: differenceColumns,
    kinds: header.map((_, at) => kindOf.get(map.columns.find((column) => column.at === at)?.field ?? '')),
    rows: rows.flatMap(({ line, cells }): CorrectionRow[] => {
      const here = toldOf.get(line);
      if (here === undefined) return [];
      return [
        {
          cells: header.map((_, at) => cells[at] ?? ''),
          ours: oursOf(here),
          surplus: cells.slice(header.length),
          bad: new Set(here.flatMap(({ attribute }) => cellsOf[attribute].flatMap((field) => placesOf.get(field) ?? []))),
        },
      ];
    }),
  };
}

/** A unit that the list lacks, under the list's own header: what it is, and beside it what the registry has. */
function lackingRow(unit: UnitDifference, party: string, { header }: CorrectionSheet, layout: Layout | undefined): CorrectionRow {
  const map = mapHeader({ sheet: null, header, header_line: 1 }, fields, layout?.columns);
  const values: Record<string, string> = { party_id: party, product_number: unit.product_number, serial_number: unit.serial_number };
  const fieldAt = new Map(map.columns.map(({ field, at }) => [at, field]));
  return { cells: header.map((_, at) => values[fieldAt.get(at) ?? ''] ?? ''), ours: oursOf(unit.attributes), surplus: [], bad: new Set() };
}

/** For a source that left the project file: nobody knows its layout any more. */
const plainSheet: CorrectionSheet = {
  name: null,
  preamble: [],
  header: ['party_id', 'product_number', 'serial_number'],
  ours: differenceColumns,
  kinds: ['code', 'code', 'serial'],
  rows: [],
};

const stateWords = { differ: 'differs', only_there: 'not in the registry', only_here: 'not in your list' } as const;

function oursOf(told: readonly Difference[]): string[] {
  const states = [...new Set(told.map(({ state }) => stateWords[state as keyof typeof stateWords]))];
  const differing = told.filter(({ state }) => state === 'differ');
  const has = told.filter(({ state, ours }) => state !== 'only_there' && ours !== null);
  return [
    states.join(', '),
    differing.map(({ attribute }) => attribute).join(', '),
    has.map(({ attribute, ours }) => `${attribute}: ${ours ?? ''}`).join(' | '),
  ];
}

/** The cells of their row that an attribute stands in. */
const cellsOf: Record<Difference['attribute'], string[]> = {
  product: ['product_number'],
  serial_number: ['serial_number'],
  location: fields.map(({ name }) => name).filter((name) => name.startsWith('location_')),
  entitlement_type: ['entitlement_type'],
  entitlement_term: ['entitlement_start', 'entitlement_end'],
  warranty_type: ['warranty_type'],
  warranty_term: ['warranty_start', 'warranty_end'],
};

const title = 'Differences between your list of units and the registry';
const advice = ['Correct your list where it is wrong and send it again as usual; where it is right, say so to the manufacturer.'];

const todo = {
  differ: 'Check the marked cells against the unit and its papers.',
  only_there: 'Check product and serial number; report the sale of a unit that is yours.',
  only_here: 'Add the unit to your list, or report that it came back.',
} as const;

function summary(units: UnitDifference[]): Reason[] {
  return (['differ', 'only_there', 'only_here'] as const)
    .map((state) => ({ what: stateWords[state], rows: units.filter((unit) => unit.state === state).length, todo: todo[state] }))
    .filter(({ rows }) => rows > 0);
}

/** The files that the party's list is made of now; without any difference in them the newest one, for its layout. */
async function listFiles(home: string, party: string): Promise<ListFile[]> {
  return readSnapshot<ListFile>(
    home,
    `WITH named AS (
       SELECT DISTINCT delivery_id FROM partner_differences WHERE party_id = $party AND delivery_id IS NOT NULL
     )
     SELECT delivery_id, source_id, file_name, sha256, layout_to FROM deliveries
     WHERE feed = 'partner_assets' AND status IN ('accepted', 'partial', 'nil')
       AND (delivery_id IN (FROM named) OR (party_id = $party AND NOT EXISTS (FROM named)))
     QUALIFY delivery_id IN (FROM named) OR row_number() OVER (ORDER BY modified_at DESC, delivery_id) = 1
     ORDER BY source_id, file_name, delivery_id`,
    { party },
  );
}

/**
 * Where a unit stands is told to those who sold or serve it: whoever writes a serial number into a list does not learn its end user.
 */
async function discreet(home: string, differences: Difference[]): Promise<Difference[]> {
  if (differences.length === 0) return differences;
  const theirs = await readSnapshot<{ product_number: string; serial_number: string }>(
    home,
    'SELECT product_number, serial_number FROM assets WHERE sold_by = $party OR support_l1_l2 = $party',
    { party: differences[0]!.party_id },
  );
  const known = new Set(theirs.map(({ product_number, serial_number }) => `${product_number}\n${serial_number}`));
  return differences.map((one) =>
    one.attribute === 'location' && one.ours !== null && !known.has(`${one.product_number}\n${one.serial_number}`)
      ? { ...one, ours: 'another place; you neither sold nor serve the unit' }
      : one,
  );
}
