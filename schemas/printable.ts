/**
 * Text that came from outside (a file name, a sheet name, a value of the project file), made safe to show.
 *
 * Control characters drive a terminal, direction marks reorder what is read, line ends break a log into forged lines: each is
 * replaced by an escape that can be read, such as \x1b or \u202e. Everything else stays as it is.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}\u{feff}]/gu, escape);
}

function escape(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
