/** Fills `${NAME}` in the values of the project file. Keys are never filled, and no value of the environment enters an error. */

import type { Issue, Path } from './document.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** `$${` is a `${` that is meant; `${NAME}` a variable; any other `${` is a slip. */
const reference = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)\}|\$\{[^}]*\}?/g;

/** A copy of the data with every variable in place. What is missing, empty or misspelt becomes an issue, and stays as written. */
export function fillVariables(data: unknown, env: Environment, issues: Issue[], path: Path = []): unknown {
  if (typeof data === 'string') return fillText(data, env, issues, path);
  if (Array.isArray(data)) return data.map((item, index) => fillVariables(item, env, issues, [...path, index]));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, fillVariables(value, env, issues, [...path, key])]));
}

function fillText(text: string, env: Environment, issues: Issue[], path: Path): string {
  return text.replace(reference, (written, name: string | undefined) => {
    if (written === '$${') return '${';
    if (name === undefined) {
      issues.push({
        path,
        expected: 'a variable as ${NAME}, of letters, digits and _; for the characters themselves write $${',
        got: written,
      });
      return written;
    }
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (value === undefined || value === '') {
      issues.push({ path, variable: name, expected: `the environment variable ${name}`, got: 'no such variable, or an empty one' });
      return written;
    }
    return value;
  });
}
