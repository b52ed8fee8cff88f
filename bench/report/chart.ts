/** Bars of the median wall time as an SVG: enough to see who is where. */

import type { PeerSummary } from './summary.js';
import { seconds } from './words.js';

const [left, width, bar, gap] = [260, 420, 22, 12];

export function chart(title: string, peers: readonly PeerSummary[]): string {
  const longest = Math.max(...peers.map(({ wall_seconds }) => wall_seconds.max));
  const height = 46 + peers.length * (bar + gap);
  const bars = peers.map(({ id, name, wall_seconds: { min, median, max } }, at) => {
    const y = 40 + at * (bar + gap);
    const x = (value: number) => (left + (value / longest) * width).toFixed(1);
    const fill = id === 'assurance' ? '#2563eb' : '#94a3b8';
    return [
      `<text x="${left - 10}" y="${y + 15}" text-anchor="end">${escaped(name)}</text>`,
      `<rect x="${left}" y="${y}" width="${((median / longest) * width).toFixed(1)}" height="${bar}" fill="${fill}"/>`,
      `<line x1="${x(min)}" x2="${x(max)}" y1="${y + bar / 2}" y2="${y + bar / 2}" stroke="#0f172a"/>`,
      `<text x="${Number(x(max)) + 8}" y="${y + 15}">${seconds(median)} s</text>`,
    ].join('\n');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + width + 80}" height="${height}" font-family="system-ui, sans-serif" font-size="13" fill="#334155">
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="10" y="22" font-size="14" font-weight="600">${escaped(title)}</text>
${bars.join('\n')}
</svg>
`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
