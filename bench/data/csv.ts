/** Cells to lines of CSV, and lines to files in large pieces. */

import { closeSync, openSync, writeSync } from 'node:fs';

const needsQuotes = /[",\n]/;

export const csvCell = (text: string): string => (needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const csvLine = (cells: readonly string[]): string => {
  let line = '';
  for (let at = 0; at < cells.length; at += 1) line += (at === 0 ? '' : ',') + csvCell(cells[at]!);
  return `${line}\n`;
};

/** Writes lines as they come; a million rows never stand in memory. */
export function writeLines(path: string, lines: Iterable<string>): void {
  const file = openSync(path, 'w');
  try {
    let piece = '';
    for (const line of lines) {
      piece += line;
      if (piece.length > 1 << 16) {
        writeSync(file, piece);
        piece = '';
      }
    }
    writeSync(file, piece);
  } finally {
    closeSync(file);
  }
}
