/** The sheet for the yearly audit (requirement R5.5): one HTML file that needs nothing else, for the screen and for A4 and Letter paper. */

import type { Measured, Scorecard } from '../scorecard.js';
import { trendPlot } from './plot.js';
import { style } from './style.js';
import { measureWords, partyWords, sign, unitWords } from '../words.js';
import { escaped } from './escape.js';
import { cellWords, columnsOf, heading } from './cells.js';

/** A sheet is for eyes; the workbook and the queries have all rows. */
export const rowsOnSheet = 300;

export function htmlSheet({ party, today, figures }: Scorecard): string {
  const name = party.party_name ?? party.party_id;
  const sections = [...new Set(figures.map(({ section }) => section))];
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>${escaped(`${name}, ${today}`)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${escaped(name)}</h1>
<p>${escaped(partyWords(party))}. As of ${escaped(today)}.</p>
</header>
<main>
<section class="summary">
${sections
  .map((section) =>
    sectionTable(
      section,
      figures.filter((one) => one.section === section),
    ),
  )
  .join('\n')}
</section>
${plots(figures)}
<section class="signatures">
<h2>Audit</h2>
<table><tbody>
<tr><th scope="row">Audited on</th><td></td><th scope="row">Call center</th><td></td></tr>
<tr><th scope="row">For the manufacturer</th><td></td><th scope="row">For the partner</th><td></td></tr>
</tbody></table>
</section>
${figures.map(details).join('\n')}
</main>
<footer><p>Every figure is the number of the rows that are listed under its name; <code>assurance partner ${escaped(party.party_id)} --show FIGURE</code> lists them again, with the SQL.</p></footer>
</body>
</html>
`;
}

/** In words, beside the colour. */
const verdicts = {
  '✓': { mark: 'good', words: '✓ in order' },
  '!': { mark: 'look', words: '! look' },
  '·': { mark: 'none', words: '' },
} as const;

function sectionTable(section: string, figures: Measured[]): string {
  const line = (figure: Measured) => {
    const said = verdicts[sign(figure)];
    const title = figure.part > 0 ? `<a href="#${figure.id}">${escaped(figure.title)}</a>` : escaped(figure.title);
    return `<tr class="${said.mark}"><th scope="row">${title}</th><td class="value">${escaped(measureWords(figure))}</td><td>${said.words}</td></tr>`;
  };
  return `<table class="figures"><thead><tr><th scope="col">${escaped(section)}</th><th scope="col" class="value">Value</th><th scope="col"></th></tr></thead>
<tbody>
${figures.map(line).join('\n')}
</tbody></table>`;
}

function plots(figures: Measured[]): string {
  const drawn = figures.filter(({ trend }) => trend.length > 0);
  if (drawn.length === 0) return '';
  return `<section class="trends">
<h2>By month</h2>
<div class="plots">
${drawn.map(({ title, trend }) => `<figure><figcaption>${escaped(title)}</figcaption>${trendPlot(trend, title)}</figure>`).join('\n')}
</div>
</section>`;
}

function details(figure: Measured): string {
  const { id, title, kind, parts, rows = [] } = figure;
  const said = kind === 'answer' ? measureWords(figure) : `${measureWords(figure)} ${unitWords(figure)}`;
  if (rows.length === 0) return '';
  const columns = columnsOf(rows);
  const numeric = new Set(columns.filter((name) => rows.every((row) => row[name] === null || typeof row[name] === 'number')));
  const cell = (row: Record<string, unknown>, name: string) =>
    `<td${classOf(numeric.has(name), row[name])}>${escaped(cellWords(row[name]))}</td>`;
  const head = (name: string) => `<th scope="col"${numeric.has(name) ? ' class="value"' : ''}>${escaped(heading(name))}</th>`;
  const more = rows.length > rowsOnSheet ? `<p>The first ${rowsOnSheet} of ${rows.length}; the workbook has all.</p>` : '';
  return `<section class="details" id="${id}">
<h2>${escaped(title)}</h2>
<p>${escaped(said)}. <code>${id}</code></p>
${parts.length === 0 ? '' : `<ul class="parts">${parts.map(({ label, part }) => `<li>${escaped(label)} <b>${part}</b></li>`).join('')}</ul>`}
<table class="rows"><thead><tr>${columns.map(head).join('')}</tr></thead>
<tbody>
${rows
  .slice(0, rowsOnSheet)
  .map((row) => `<tr>${columns.map((name) => cell(row, name)).join('')}</tr>`)
  .join('\n')}
</tbody></table>
${more}
</section>`;
}

/** Numbers stand under each other, and no day is broken into two lines. */
function classOf(numeric: boolean, value: unknown): string {
  if (numeric) return ' class="value"';
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? ' class="day"' : '';
}
