/** Text measured, cut and broken for a terminal. What came from files goes through `printable` first. */

import stringWidth from 'string-width';

/** Columns that a line takes: wide characters count two, colours nothing. */
export function width(line: string): number {
  return stringWidth(line);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Plain text, at most `max` columns wide; what was cut off is marked with … */
export function cut(text: string, max: number): string {
  if (width(text) <= max) return text;
  let kept = '';
  let taken = 0;
  for (const { segment } of graphemes.segment(text)) {
    const w = width(segment);
    if (taken + w > max - 1) break;
    kept += segment;
    taken += w;
  }
  return `${kept.trimEnd()}…`;
}

/** As `cut`, but both ends stay: files of one source differ at the end of their names. */
export function cutMiddle(text: string, max: number): string {
  if (width(text) <= max) return text;
  const all = [...graphemes.segment(text)].map(({ segment }) => segment);
  const end: string[] = [];
  for (let taken = 0, at = all.length - 1; at >= 0; at -= 1) {
    taken += width(all[at] ?? '');
    if (taken > Math.floor((max - 1) * 0.6)) break;
    end.unshift(all[at] ?? '');
  }
  const tail = end.join('');
  return cut(text, max - width(tail)) + tail;
}

/** Plain text broken at blanks into lines of at most `max` columns; a word that is longer is broken where it must be. */
export function wrap(text: string, max: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ +/).flatMap((w) => pieces(w, max))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && width(longer) > max) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function pieces(word: string, max: number): string[] {
  if (width(word) <= max) return [word];
  const parts = [''];
  for (const { segment } of graphemes.segment(word)) {
    if (width(parts.at(-1) + segment) > max) parts.push('');
    parts[parts.length - 1] += segment;
  }
  return parts;
}

/** Text filled up with blanks to a width; colours inside do not count. */
export function pad(text: string, to: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, to - width(text)));
  return align === 'left' ? text + blanks : blanks + text;
}

/** `1 row`, `2 rows`, `12,345 rows`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}

/** With thousands separated: 12,345. */
export function number(n: number): string {
  return n.toLocaleString('en-US');
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: string[], last = 'and'): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
