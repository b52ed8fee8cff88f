/** Shapes and pictures of an .ods that are anchored to a cell: SheetJS takes what is written in them for a part of the cell. */

/** Stops at the next `<`, so that no input makes it run over the text again and again. */
const DRAWING = /<(\/?)draw:[\w.-]+(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>/g;

/** @param content "content.xml", whole. @returns it without them; undefined when none has a text. */
export function withoutDrawings(content: Buffer): Buffer | undefined {
  // As one byte a character: markup is ASCII, and nothing else is looked at
  const xml = content.toString('latin1');
  const kept: Buffer[] = [];
  let [from, depth, begin, texts] = [0, 0, 0, false];
  for (const { index, 0: tag, 1: end, 2: alone } of xml.matchAll(DRAWING)) {
    if (end === '' && depth === 0) begin = index;
    if (end === '' && alone === '') depth += 1;
    if (end !== '') depth -= 1;
    if (depth > 0) continue;
    const to = index + tag.length;
    texts ||= xml.slice(begin, to).includes('<text:');
    kept.push(content.subarray(from, begin));
    from = to;
  }
  return texts ? Buffer.concat([...kept, content.subarray(from)]) : undefined;
}
