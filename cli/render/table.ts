/** Tables that fit: columns shrink to the terminal's width, and where that leaves nothing to read, a list takes the table's place. */

import Table from 'cli-table3';
import { printable } from '../../schemas/printable.js';
import { cut, cutMiddle, pad, width, wrap } from './text.js';
import type { Terminal } from './terminal.js';

export interface Column<T> {
  head: string;
  /** What stands in the cell; made printable here, so text from files goes in as it is. */
  cell: (row: T) => string | number | null | undefined;
  align?: 'left' | 'right';
  /** Colours a finished cell; the words must say it too. */
  paint?: (cell: string, row: T) => string;
  /**
   * How it gives way when there is not enough room; without it a column is never cut. `end` cuts at the end, `middle` keeps both ends
   * (file names differ at theirs), `wrap` goes on in the next line.
   */
  flexible?: 'end' | 'middle' | 'wrap';
  /** Left out when there is not enough room; the first one goes first. */
  optional?: boolean;
}

/** No flexible column is made narrower than this; when that does not fit, a list is printed instead. */
const least = 10;
/** Optional columns go before another is made narrower than this. */
const comfortable = 20;
const gap = 2;

/** The table as text, without a line feed at its end. Empty string for no rows. */
export function table<T>(rows: T[], columns: Column<T>[], terminal: Terminal): string {
  if (rows.length === 0) return '';
  const cells = rows.map((row) => columns.map((c) => plain(c.cell(row))));
  const natural = columns.map((c, i) => cells.reduce((w, row) => Math.max(w, width(row[i] ?? '')), width(c.head)));
  const room = terminal.width - gap * (columns.length - 1);
  const widths = fit(
    natural,
    columns.map((c) => c.flexible !== undefined),
    room,
  );
  const cramped = widths === undefined || widths.some((w, i) => w < Math.min(natural[i] ?? 0, comfortable));
  const leftOut = cramped ? columns.findIndex((c) => c.optional) : -1;
  if (leftOut >= 0)
    return table(
      rows,
      columns.filter((_, i) => i !== leftOut),
      terminal,
    );
  return widths === undefined ? vertical(rows, columns, cells, terminal) : horizontal(rows, columns, cells, widths, terminal);
}

function horizontal<T>(rows: T[], columns: Column<T>[], cells: string[][], widths: number[], terminal: Terminal): string {
  const { colours } = terminal;
  const none = {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
    'bottom-right': '',
  };
  const drawn = new Table({
    chars: { ...none, left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: ' '.repeat(gap) },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    colAligns: columns.map((c) => c.align ?? 'left'),
    colWidths: widths,
  });
  drawn.push(columns.map((c, i) => colours.bold(cut(c.head, widths[i] ?? 0))));
  cells.forEach((row, r) => {
    drawn.push(
      columns.map((c, i) => {
        const paint = (line: string) => c.paint?.(line, rows[r] as T) ?? line;
        return shaped(row[i] ?? '', widths[i] ?? 0, c.flexible)
          .map(paint)
          .join('\n');
      }),
    );
  });
  return trimmed(drawn.toString());
}

function shaped(text: string, room: number, flexible: Column<never>['flexible']): string[] {
  if (flexible === 'wrap') return wrap(text, room);
  return [flexible === 'middle' ? cutMiddle(text, room) : cut(text, room)];
}

/** One block a row, `Head  value` a line: for narrow terminals. */
function vertical<T>(rows: T[], columns: Column<T>[], cells: string[][], terminal: Terminal): string {
  const label = Math.max(...columns.map((c) => width(c.head)));
  const room = Math.max(least, terminal.width - label - gap);
  const blocks = cells.map((row, r) =>
    columns
      .flatMap((c, i) => shaped(row[i] ?? '', room, c.flexible).map((text, n) => ({ c, text, head: n === 0 ? c.head : '' })))
      .filter(({ text }) => text !== '')
      .map(({ c, text, head }) => terminal.colours.bold(pad(head, label)) + ' '.repeat(gap) + (c.paint?.(text, rows[r] as T) ?? text))
      .join('\n'),
  );
  return blocks.join('\n\n');
}

/** Widths whose sum fits `room`: the widest flexible column gives first. Undefined: it cannot fit. */
function fit(natural: number[], flexible: boolean[], room: number): number[] | undefined {
  const widths = [...natural];
  let over = sum(widths) - room;
  while (over > 0) {
    const widest = widths.reduce((best, w, i) => (flexible[i] && w > least && w > (widths[best] ?? 0) ? i : best), -1);
    if (widest < 0) return undefined;
    widths[widest] = (widths[widest] ?? 0) - 1;
    over -= 1;
  }
  return widths;
}

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

function plain(value: string | number | null | undefined): string {
  return value === null || value === undefined ? '' : printable(String(value));
}

const trimmed = (text: string) => text.replace(/[ \t]+$/gm, '');
