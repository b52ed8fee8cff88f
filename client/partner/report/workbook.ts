/** A partner's page as a workbook: a sheet that sums up, one for the trends, and one for the rows of each figure. Text is text: nothing can run. */

import { xlsxText } from '../../xlsx-text.js';
import type { Measured, Scorecard } from '../scorecard.js';
import { measureWords, partyWords } from '../words.js';
import { cellWords, columnsOf, heading } from './cells.js';

interface Cell {
  value?: string | number | boolean;
  type?: StringConstructor | NumberConstructor | BooleanConstructor;
  format?: string;
  fontWeight?: 'bold';
  backgroundColor?: string;
  wrap?: boolean;
}
type Line = (Cell | null)[];

const text = (value: string): Cell => ({ value: xlsxText(value), type: String, format: '@' });
const head = (value: string): Cell => ({ ...text(value), fontWeight: 'bold', backgroundColor: '#e7e6e6' });

export async function workbookSheet(card: Scorecard): Promise<Buffer> {
  const { default: write } = await import('write-excel-file/node');
  const filled = card.figures.filter(({ rows = [] }) => rows.length > 0);
  const sheets = [
    {
      sheet: 'Summary',
      data: summary(card),
      columns: [{ width: 24 }, { width: 44 }, { width: 10 }, { width: 10 }, { width: 10 }, { width: 16 }, { width: 60 }, { width: 24 }],
      stickyRowsCount: 4,
    },
    {
      sheet: 'By month',
      data: trends(card.figures),
      columns: [{ width: 40 }, { width: 12 }, { width: 10 }, { width: 10 }, { width: 10 }],
      stickyRowsCount: 1,
    },
    // A name of a sheet has at most 31 characters; those of the figures are shorter.
    ...filled.map(({ id, rows = [] }) => ({
      sheet: id,
      data: rowLines(rows),
      columns: columnsOf(rows).map(() => ({ width: 22 })),
      stickyRowsCount: 1,
    })),
  ];
  return write(sheets).toBuffer();
}

function summary({ party, today, figures }: Scorecard): Line[] {
  return [
    [{ ...text(party.party_name ?? party.party_id), fontWeight: 'bold' }],
    [text(partyWords(party))],
    [text(`As of ${today}`)],
    ['Section', 'Figure', 'Value', 'Of', 'Share', 'Unit', 'Made of', 'Sheet'].map(head),
    ...figures.map(({ id, section, title, kind, part, whole, share, unit, parts, rows = [] }): Line => [
      text(section),
      text(title),
      kind === 'answer' ? text(measureWords({ kind, part, whole })) : { value: part, type: Number },
      kind === 'answer' || whole === null ? null : { value: whole, type: Number },
      share === null ? null : { value: share, type: Number, format: '0%' },
      text(unit),
      parts.length === 0 ? null : { ...text(parts.map((one) => `${one.label} ${one.part}`).join(', ')), wrap: true },
      rows.length === 0 ? null : text(id),
    ]),
  ];
}

function trends(figures: Measured[]): Line[] {
  return [
    ['Figure', 'Month', 'Value', 'Of', 'Share'].map(head),
    ...figures.flatMap(({ title, trend }) =>
      trend.map(({ period, part, whole }): Line => [
        text(title),
        text(period),
        { value: part, type: Number },
        { value: whole, type: Number },
        whole === 0 ? null : { value: part / whole, type: Number, format: '0%' },
      ]),
    ),
  ];
}

function rowLines(rows: Record<string, unknown>[]): Line[] {
  const columns = columnsOf(rows);
  return [
    columns.map((name) => head(heading(name))),
    ...rows.map((row) =>
      columns.map((name): Cell | null => {
        const value = row[name];
        if (typeof value === 'number') return { value, type: Number };
        const said = cellWords(value);
        return said === '' ? null : text(said);
      }),
    ),
  ];
}
