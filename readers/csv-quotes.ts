/** What the quotes of a line are, told before anybody reads its cells. */

const [LF, CR, SPACE] = [0x0a, 0x0d, 0x20];

/**
 * - `enclosing`: each opens or closes a cell, or stands doubled within one. Every reader of CSV takes them alike.
 * - `loose`: one stands within a cell that none encloses, or the last cell is left open.
 * - `beside_blank`: a blank between a quote and its delimiter: one reader cuts it, the other takes the quote for a letter or for an error.
 */
export type Quotes = 'enclosing' | 'loose' | 'beside_blank';

export interface QuoteSigns {
  /** ASCII codes. */
  delimiter: number;
  quote: number;
}

/** A line among others: from its first byte up to its LF, or the end of the file. */
export interface LineWithQuote {
  start: number;
  /** Where the first quote stands in it. */
  first: number;
  end: number;
}

/** @param lines holds the whole line. */
export function quotesOf(lines: Buffer, { start, first, end }: LineWithQuote, { delimiter, quote }: QuoteSigns): Quotes {
  const isEdge = (at: number): boolean => at < start || at >= end || lines[at] === delimiter || lines[at] === CR;
  const isBlankToEdge = (at: number, step: 1 | -1): boolean => {
    if (lines[at] !== SPACE || isEdge(at)) return false;
    while (lines[at] === SPACE && !isEdge(at)) at += step;
    return isEdge(at);
  };
  let open = false;
  let loose = false;
  for (let at = first; at < end; at += 1) {
    if (lines[at] !== quote) continue;
    if (!loose && open && lines[at + 1] === quote) {
      at += 1;
      continue;
    }
    if (!loose && (open ? isEdge(at + 1) : isEdge(at - 1))) {
      open = !open;
      continue;
    }
    // Behind a loose quote nobody can tell what the others enclose
    loose = true;
    if (isBlankToEdge(at - 1, -1) || isBlankToEdge(at + 1, 1)) return 'beside_blank';
  }
  return loose || open ? 'loose' : 'enclosing';
}

/**
 * How many quotes of one line are loose, when that can be told by looking at them alone: each of them where none begins a cell.
 * @returns undefined where one does: what the others are depends on it.
 */
export function certainlyLoose(line: Buffer, { delimiter, quote }: QuoteSigns): number | undefined {
  let count = 0;
  for (let at = line.indexOf(quote); at !== -1; at = line.indexOf(quote, at + 1)) {
    if (at === 0 || line[at - 1] === delimiter) return undefined;
    count += 1;
  }
  return count;
}

/** The lines that hold a quote, from the first to the last. */
export function* linesWith(quote: number, lines: Buffer): Generator<LineWithQuote> {
  for (let first = lines.indexOf(quote); first !== -1;) {
    const lf = lines.indexOf(LF, first);
    const end = lf === -1 ? lines.length : lf;
    yield { start: first === 0 ? 0 : lines.lastIndexOf(LF, first - 1) + 1, first, end };
    first = lines.indexOf(quote, end);
  }
}
