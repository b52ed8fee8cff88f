/** A trend as bars, drawn in SVG that stands in the page itself. The numbers stand above the bars, so colour says nothing alone. */

import type { Measured } from '../scorecard.js';
import { escaped as text } from './escape.js';
import { percent } from '../words.js';

const bar = 34;
const gap = 10;
const high = 70;
const above = 16;
const below = 18;

/** @param title for those who cannot see it. */
export function trendPlot(trend: Measured['trend'], title: string): string {
  const width = trend.length * (bar + gap) + gap;
  const height = above + high + below;
  const bars = trend.map(({ period, part, whole }, i) => {
    const share = whole === 0 ? 0 : part / whole;
    const x = gap + i * (bar + gap);
    const tall = Math.max(share > 0 ? 1 : 0, Math.round(share * high));
    const y = above + high - tall;
    const middle = x + bar / 2;
    return (
      `<rect x="${x}" y="${above}" width="${bar}" height="${high}" class="room"/>` +
      `<rect x="${x}" y="${y}" width="${bar}" height="${tall}" class="bar"/>` +
      `<text x="${middle}" y="${Math.max(above, y) - 4}" text-anchor="middle">${whole === 0 ? '–' : percent(share)}</text>` +
      `<text x="${middle}" y="${height - 5}" text-anchor="middle" class="period">${text(period.slice(2))}</text>`
    );
  });
  const told = trend.map(({ period, part, whole }) => `${period}: ${part} of ${whole}`).join(', ');
  return `<svg role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" xmlns="http://www.w3.org/2000/svg"><title>${text(`${title}. ${told}`)}</title>${bars.join('')}</svg>`;
}
