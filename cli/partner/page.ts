/** The page of one party for a person, and one figure opened to its rows. */

import type { Measured, Scorecard } from '../../client/partner/scorecard.js';
import { measureWords, partyWords, sign, unitWords } from '../../client/partner/words.js';
import { printable } from '../../schemas/printable.js';
import { plainText } from '../query/values.js';
import { table, type Column } from '../render/table.js';
import type { Terminal } from '../render/terminal.js';
import { number, pad, width, wrap } from '../render/text.js';
import { painted, trendWords } from './measures.js';

/** Rows of a figure that the page itself shows, and those that `--show` prints: the queries have all. */
const shownOnPage = 8;
const shownAtMost = 200;

export function pageText(card: Scorecard, terminal: Terminal): string {
  const { colours } = terminal;
  const sections = [...new Set(card.figures.map(({ section }) => section))];
  return [
    `${colours.bold(printable(card.party.party_name ?? card.party.party_id))}  ${printable(partyWords(card.party))}`,
    `As of ${card.today}`,
    ...sections.flatMap((section) => sectionLines(section, card, terminal)),
    '',
    ...wrap(`The rows behind a figure: assurance partner ${printable(card.party.party_id)} --show FIGURE`, room(terminal)),
    ...wrap(`A sheet that prints: assurance report partner ${printable(card.party.party_id)} --format html`, room(terminal)),
  ].join('\n');
}

function sectionLines(section: string, { figures }: Scorecard, terminal: Terminal): string[] {
  const { colours } = terminal;
  const widest = (words: (figure: Measured) => string) => Math.max(...figures.map((figure) => width(words(figure))));
  const [titles, values, ids] = [widest((f) => f.title), widest(measureWords), widest((f) => f.id)];
  const withIds = 6 + titles + values + ids <= terminal.width;
  const line = (figure: Measured) => {
    const value = painted(pad(measureWords(figure), values, 'right'), figure, terminal);
    return `${painted(sign(figure), figure, terminal)} ${pad(figure.title, titles)}  ${value}${withIds ? `  ${colours.dim(figure.id)}` : ''}`;
  };
  return [
    '',
    colours.bold(section),
    ...figures.filter((one) => one.section === section).flatMap((figure) => [line(figure), ...behind(figure, terminal)]),
  ];
}

/** Trend, make-up and first rows of a figure, below it. */
function behind(figure: Measured, terminal: Terminal): string[] {
  const trend = trendWords(figure.trend);
  const parts = figure.parts.map(({ label, part }) => `${label} ${number(part)}`).join(', ');
  const said = (text: string) => (text === '' ? [] : wrap(printable(text), room(terminal) - 4).map((line) => `    ${line}`));
  return [...said(trend === '' ? '' : `by month: ${trend}`), ...said(parts), ...shownRows(figure, terminal)];
}

function shownRows({ shown, rows = [], id }: Measured, terminal: Terminal): string[] {
  if (shown === undefined || rows.length === 0) return [];
  const drawn = rowsTable(
    rows.slice(0, shownOnPage).map((row) => Object.fromEntries(shown.map((name) => [name, row[name]]))),
    { ...terminal, width: room(terminal) - 4 },
  );
  const more = rows.length > shownOnPage ? [`    … and ${number(rows.length - shownOnPage)} more: --show ${id}`] : [];
  return [...drawn.split('\n').map((line) => `    ${line}`.trimEnd()), ...more];
}

export function figureText(figure: Measured & { rows: Record<string, unknown>[] }, terminal: Terminal): string {
  const { rows, title, unit } = figure;
  const more = rows.length > shownAtMost ? `, of which ${shownAtMost} are shown` : '';
  return [
    `${terminal.colours.bold(title)}: ${measureWords(figure)}`,
    ...(rows.length === 0 ? [] : ['', rowsTable(rows.slice(0, shownAtMost), terminal)]),
    '',
    `${number(rows.length)} ${unitWords({ part: rows.length, whole: null, unit })}${more}. For other tools:`,
    `assurance query "${figure.sql.replace(/["\\$`]/g, String.raw`\$&`)}"`,
  ].join('\n');
}

/** A table of whatever columns the rows have. Columns in which nothing stands are left out. */
function rowsTable(rows: Record<string, unknown>[], terminal: Terminal): string {
  const names = Object.keys(rows[0] ?? {}).filter((name) => rows.some((row) => plainText(row[name]) !== ''));
  const columns = names.map((name): Column<Record<string, unknown>> => ({
    head: name.replaceAll('_', ' '),
    cell: (row) => plainText(row[name]),
    align: rows.every((row) => row[name] === null || typeof row[name] === 'number') ? 'right' : 'left',
    flexible: 'wrap',
  }));
  return table(rows, columns, terminal);
}

const room = (terminal: Terminal) => Math.max(20, Math.min(terminal.width, 100));
