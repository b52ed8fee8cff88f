/** Patterns of serial numbers are run by DuckDB (RE2): what it does not know is refused here, where the partner can be told. */

/** Look-around, back references, named groups in the manner of .NET; RE2 runs in linear time because it has none of them. */
const unknownToRe2 = /\(\?(?:=|!|<=|<!|>)|(?<!\\)(?:\\\\)*\\(?:[1-9]|k<)/;

/** Whether the text is no regular expression, or one that the registry cannot run. */
export function patternProblem(text: string): boolean {
  if (unknownToRe2.test(text)) return true;
  try {
    new RegExp(text);
    return false;
  } catch {
    return true;
  }
}
