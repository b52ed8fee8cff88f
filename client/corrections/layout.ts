/** The rejected rows in the partner's own layout: its header and columns, and ours beside them, so that the same source reads a corrected copy. */

import { mapHeader } from '../../contracts/header.js';
import { LAST_COLUMN } from '../../readers/ooxml/rows.js';
import { columnPosition, positionName } from '../../schemas/column-position.js';
import { correctionColumns, refText } from '../../schemas/corrections.js';
import type { RejectedCell } from '../../schemas/delivery.js';
import { feedFields } from '../../schemas/feeds/contract.js';
import type { FieldMeta } from '../../schemas/feeds/field.js';
import type { Format, Source } from '../../schemas/project.js';
import type { RawCell } from '../../schemas/rows.js';
import type { Rejected, RejectedRow } from './read.js';

export interface CorrectionSheet {
  name: string | null;
  /** Lines above the header: as many as the source passes over; the first says what the file is. */
  preamble: string[];
  /** The partner's own. */
  header: string[];
  /** Our columns: what is wrong, what to do, which row it is (not in a copy that only shows). */
  ours: readonly string[];
  /**
   * Ours stand before the partner's own instead of behind them. In a row that has cells too many or too few the partner deletes or inserts
   * some, and everything behind those moves: the reference must not.
   */
  oursFirst?: boolean;
  /** For each of the partner's columns what it is for us; undefined for one that is no field. */
  kinds: (FieldMeta['kind'] | undefined)[];
  rows: CorrectionRow[];
}

export interface CorrectionRow {
  /** As many as the header has. */
  cells: RawCell[];
  ours: readonly string[];
  /** Cells that the row has too many. They stand behind everything, so that the row stays out of line until a person has looked at it. */
  surplus: RawCell[];
  /** Positions of the cells that are wrong. */
  bad: ReadonlySet<number>;
}

/** What stands on a line, or in its header (which has no surplus), from the left to the right. */
export const inOrder = <T>({ oursFirst }: CorrectionSheet, own: T[], ours: T[], surplus: T[] = []): T[] =>
  oursFirst === true ? [...ours, ...own, ...surplus] : [...own, ...ours, ...surplus];

/** What the source said of files when the delivery was read; undefined when it left the project file. */
export function layoutOf(source: Source | undefined, layoutTo: string | null): Pick<Source, 'format' | 'columns'> | undefined {
  return layoutTo === null ? source : (source?.layouts.find(({ to }) => to === layoutTo) ?? source);
}

/** One sheet for each that has rejected rows, in the order of the file. */
export function layout(rejected: Rejected, source: ReturnType<typeof layoutOf>): CorrectionSheet[] {
  const fields = feedFields(rejected.feed);
  const kindOf = new Map(fields.map(({ name, kind }) => [name, kind]));
  // All sheets alike: those of an archive become one text file.
  const oursFirst = rejected.rows.some(({ errors }) => errors.some(({ code }) => code === 'CELL_COUNT'));
  const preamble = preambleOf(headerRow(source?.format), `Corrections for ${rejected.file_name}`);
  return rejected.headers.flatMap(({ sheet, header: found }): CorrectionSheet[] => {
    const header = whole(found, source);
    const rows = rejected.rows.filter((row) => row.sheet === sheet);
    if (rows.length === 0) return [];
    const { columns } = mapHeader({ sheet, header, header_line: 1 }, fields, source?.columns);
    const placeOf = new Map(columns.map(({ field, at }) => [field, at]));
    const names = correctionColumns(header);
    return [
      {
        name: sheet,
        preamble,
        header,
        // The reference is the first of them in front: `total_row` looks at the first cell, and must not take a reason for a total.
        ours: oursFirst ? [names.ref, names.reason, names.fix] : [names.reason, names.fix, names.ref],
        oursFirst,
        kinds: header.map((_, at) => kindOf.get(columns.find((column) => column.at === at)?.field ?? '')),
        rows: rows.map((row) => correctionRow(row, header.length, { deliveryId: rejected.delivery_id, placeOf, oursFirst })),
      },
    ];
  });
}

interface RowContext {
  deliveryId: string;
  placeOf: ReadonlyMap<string, number>;
  oursFirst: boolean;
}

function correctionRow(row: RejectedRow, width: number, { deliveryId, placeOf, oursFirst }: RowContext): CorrectionRow {
  const { sheet, line, cells, errors } = row;
  const why = [reasonText(errors), fixText(errors)];
  const ref = refText({ delivery_id: deliveryId, sheet, line });
  return {
    cells: Array.from({ length: width }, (_, at) => cells[at] ?? ''),
    ours: oursFirst ? [ref, ...why] : [...why, ref],
    surplus: cells.slice(width),
    bad: new Set(errors.flatMap(({ field }) => placeOf.get(field ?? '') ?? [])),
  };
}

/**
 * The header with all columns that the source names. Of a sheet without a header the last ones are missing when no row has a cell in them, and who
 * has to fill one in needs it.
 */
function whole(header: string[], source: ReturnType<typeof layoutOf>): string[] {
  const { format, columns = {} } = source ?? {};
  if (format?.type !== 'xlsx' || format.header_row !== 0 || header[0] !== positionName(0)) return header;
  const named = Object.keys(columns).map((key) => columnPosition(key) ?? 0);
  const width = Math.max(header.length, ...named.filter((position) => position <= LAST_COLUMN));
  return Array.from({ length: width }, (_, at) => header[at] ?? positionName(at));
}

const headerRow = (format: Format | undefined): number => (format !== undefined && 'header_row' in format ? format.header_row : 1);

const preambleOf = (headerRow: number, title: string): string[] =>
  Array.from({ length: headerRow - 1 }, (_, at) => (at === 0 ? title : ''));

export const reasonText = (errors: RejectedCell[]): string =>
  [...new Set(errors.map((e) => `${e.code}${e.column === null ? '' : ` (${e.column})`}: ${e.message}`))].join(' | ');

export const fixText = (errors: RejectedCell[]): string => [...new Set(errors.map((e) => e.fix))].join(' | ');
