/** Numbers as RESULTS.md and the terminal write them. */

export const seconds = (value: number): string => (value < 100 ? value.toFixed(1) : value.toFixed(0));
export const megabytes = (bytes: number | undefined): string => (bytes === undefined ? 'not measured' : `${Math.round(bytes / 1e6)} MB`);
export const thousands = (value: number): string => Math.round(value).toLocaleString('en-US');
export const times = (ratio: number): string => `${ratio.toFixed(2)} ×`;

/** A table of Markdown, as prettier lays it out. The first column is text, the others are numbers. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, at) => Math.max(3, name.length, ...rows.map((row) => row[at]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}
