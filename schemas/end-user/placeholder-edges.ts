/** Whether the first or the last letters of a name say that it is no placeholder: so it is with most names, and the whole need not be folded. */

/** So many letters and digits are enough for most names. */
export const edgeLength = 4;

/** A filler is one character again and again. */
export const fillerEdges = ['X', '0', '9'].map((sign) => sign.repeat(edgeLength));

/**
 * Folding changes no letter of ASCII for what stands around it, so the first ones of a text are the first ones of what it is folded to, as long
 * as nothing but ASCII stands before them; the same from the other end. An entry that is shorter than that is no text that is as long.
 * @param entries folded.
 */
export function otherEdgeThan(entries: Iterable<string>): (text: string) => boolean {
  const known = [...entries, ...fillerEdges];
  const starts = new Set(known.map((entry) => edge(entry, 0, 1)));
  const ends = new Set(known.map((entry) => edge(entry, entry.length - 1, -1)));
  return (text) => {
    const start = edge(text, 0, 1);
    if (start !== undefined && !starts.has(start)) return true;
    const end = edge(text, text.length - 1, -1);
    return end !== undefined && !ends.has(end);
  };
}

/** As one number, in upper case; undefined when there are too few letters and digits, or a character beyond ASCII comes before them. */
function edge(text: string, from: number, step: 1 | -1): number | undefined {
  let found = 0;
  for (let at = from, count = 0; at >= 0 && at < text.length; at += step) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return undefined;
    const upper = code >= 0x61 && code <= 0x7a ? code - 0x20 : code;
    if (!((upper >= 0x30 && upper <= 0x39) || (upper >= 0x41 && upper <= 0x5a))) continue;
    found = found * 0x80 + upper;
    count += 1;
    if (count === edgeLength) return found;
  }
  return undefined;
}
