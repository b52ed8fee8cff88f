/** Kinds of arguments that commands of the bench share. What they throw names the argument, says what was expected and ends with code 1. */

import { InvalidArgumentError } from 'commander';

export function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('A whole number from 1 on is expected.');
  return Number(text);
}

/** Some of the known names, separated by commas. */
export const someOf =
  (known: readonly string[]) =>
  (text: string): string[] => {
    const names = text.split(',');
    const unknown = names.filter((name) => !known.includes(name));
    if (unknown.length > 0) throw new InvalidArgumentError(`Known are ${known.join(', ')}.`);
    return names;
  };
