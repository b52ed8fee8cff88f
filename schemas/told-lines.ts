/** Where something stands, for a sentence: `line 4`, `lines 4, 9`, `lines 4, 9, 12, 13, 20 and 31 more`. */

const TOLD = 5;

export function toldLines(lines: readonly number[]): string {
  const more = lines.length > TOLD ? ` and ${lines.length - TOLD} more` : '';
  return `line${lines.length === 1 ? '' : 's'} ${lines.slice(0, TOLD).join(', ')}${more}`;
}
