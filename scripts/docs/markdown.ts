/** The little Markdown that the generated documents are made of. */

export const generated = '<!-- Written by `npm run docs`. Change what it is made from, not this file. -->';

/** A table; cells with a bar or a line break stay in their cell. */
export function table(header: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Blocks with a blank line between them, and one line end at the end. */
export const page = (blocks: string[]): string => `${blocks.join('\n\n')}\n`;

export const code = (text: string): string => `\`${text}\``;
