/** One thing that is wrong in a file that a person wrote, with its place. An error can carry many: all are shown, not the first. */
export interface Problem {
  file: string;
  /** 1 is the first line and the first column. */
  line: number;
  column: number;
  /** Path of the key, such as `sources[2].schedule`; empty when the text itself cannot be read. */
  key: string;
  expected: string;
  /** What stands there, as written: a variable is shown by its name, never by its value. */
  got: string;
}

/** One line for a terminal; `file:line:column` is what editors and terminals turn into a link. */
export function problemText(problem: Problem): string {
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  const key = problem.key === '' ? '' : ` ${problem.key}:`;
  return `${place}:${key} expected ${problem.expected}; got ${problem.got}`;
}
