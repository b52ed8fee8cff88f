/**
 * In a class of a regular expression with `u`: joiners and separators of no width, soft hyphens, marks of direction, fillers, and control characters but for
 * blanks and line ends. A text with one looks like the same text without it.
 */
export const invisibleSigns = String.raw`\p{Cf}\p{Default_Ignorable_Code_Point}\0-\x08\x0e-\x1f\x7f-\x9f`;

const unsafe = new RegExp(String.raw`[\p{Cc}\p{Zl}\p{Zp}\p{Cs}${invisibleSigns}]`, 'gu');

/**
 * Text that came from outside (a file name, a sheet name, a value of the project file), made safe to show.
 *
 * Control characters drive a terminal, direction marks reorder what is read, line ends break a log into forged lines, and what
 * nobody can see (of which CHARACTER_INVISIBLE speaks) makes two texts look like one: each is replaced by an escape
 * that can be read, such as \x1b, \u202e or \u200b. Everything else stays as it is.
 */
export function printable(text: string): string {
  return text.replace(unsafe, escape);
}

function escape(character: string): string {
  const code = character.codePointAt(0)!;
  const digits = code.toString(16);
  if (code > 0xffff) return `\\u{${digits}}`;
  return code < 0x100 ? `\\x${digits.padStart(2, '0')}` : `\\u${digits.padStart(4, '0')}`;
}
