/** Control characters in a text, found at the speed of memory: four bytes at a time, and one by one where there may be one among them. */

/** @param utf8 any piece of a text: the bytes of longer characters are no control characters. Blanks and line ends (U+0009 to U+000D) are none either. */
export function hasControl(utf8: Buffer): boolean {
  const first = -utf8.byteOffset & 3;
  if (utf8.length < first) return isIn(utf8, 0, utf8.length);
  const fours = new Int32Array(utf8.buffer, utf8.byteOffset + first, (utf8.length - first) >> 2);
  const last = first + fours.length * 4;
  if (isIn(utf8, 0, first) || isIn(utf8, last, utf8.length)) return true;
  for (let at = 0; at < fours.length; at += 1) if (mayBeIn(fours[at]!) && isIn(utf8, first + at * 4, first + at * 4 + 4)) return true;
  return false;
}

function isIn(utf8: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = utf8[at]!;
    if ((byte < 0x20 && (byte < 0x09 || byte > 0x0d)) || byte === 0x7f) return true;
  }
  return false;
}

/**
 * Whether one of these bytes is below 0x20, or 0x7f. Sometimes yes where none is, never no where one is: what is subtracted from a byte that is large
 * enough leaves its neighbours alone (Bit Twiddling Hacks, "Determine if a word has a byte less than n").
 */
function mayBeIn(four: number): boolean {
  const fromDel = four ^ 0x7f7f7f7f;
  return ((((four - 0x20202020) & ~four) | ((fromDel - 0x01010101) & ~fromDel)) & 0x80808080) !== 0;
}
