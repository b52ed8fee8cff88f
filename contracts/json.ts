/** JSON that every reader of it accepts. Half a character of two (a lone surrogate; a workbook can hold one) becomes U+FFFD. */
export function json(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes('\\ud') ? text.replace(/(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g, '$1\ufffd') : text;
}
