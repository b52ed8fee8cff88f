/** Reads the text of `assurance.yaml`. Free of Node: who calls it brings the text, the environment and what the disk knows. */

import { AssuranceError } from './errors/error.js';
import { problemText, type Problem } from './errors/problem.js';
import { printable } from './printable.js';
import { readYaml, type Issue, type Path, type YamlText } from './project-file/document.js';
import { fillVariables, type Environment } from './project-file/environment.js';
import { plainFolder } from './project-file/overlap.js';
import { checkShape } from './project-file/shape.js';
import { checkSources } from './project-file/source-checks.js';
import { feedShape } from './feeds/shape.js';
import type { Project } from './project.js';

export interface ProjectText {
  text: string;
  /** The name under which errors show the file. */
  file: string;
  env: Environment;
  /** One spelling for every folder; the default knows nothing of links. */
  realFolder?: (path: string) => string;
}

/**
 * The project, with variables filled in and defaults in place.
 *
 * @throws AssuranceError PROJECT_FILE_INVALID with every problem that was found, or ENV_VARIABLE_MISSING when nothing else is wrong.
 */
export function parseProjectFile({ text, file, env, realFolder = plainFolder }: ProjectText): Project {
  const yaml = readYaml(text);
  if (yaml.data === undefined) throw invalid(file, yaml, yaml.issues);

  const unfilled: Issue[] = [];
  const data = fillVariables(yaml.data, env, unfilled);
  const { project, issues } = checkShape(data);
  const judged = [...issues, ...checkSources(data, { feedShape, realFolder, written: yaml.written })].filter(unlessAt(unfilled));
  const all = [...yaml.issues, ...unfilled, ...judged];
  if (all.length > 0 || project === undefined) throw invalid(file, yaml, all);
  return project;
}

/** A value that could not be filled in is no value: what else is wrong with it says nothing. */
function unlessAt(unfilled: Issue[]): (issue: Issue) => boolean {
  const key = (path: Path) => JSON.stringify(path);
  const paths = new Set(unfilled.map((issue) => key(issue.path)));
  return (issue) => !paths.has(key(issue.path));
}

const toProblem =
  (file: string, yaml: YamlText) =>
  (issue: Issue): Problem => ({
    file,
    ...yaml.place(issue),
    key: printable(keyText(issue.path)),
    expected: printable(issue.expected),
    got: shorten(printable(issue.got ?? yaml.written(issue.path))),
  });

/** `sources[2].columns["Serien-Nr."]` */
function keyText(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : /^[\w-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`))
    .join('')
    .replace(/^\./, '');
}

const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

function invalid(file: string, yaml: YamlText, issues: Issue[]): AssuranceError {
  const problems = issues.map(toProblem(file, yaml)).sort((a, b) => a.line - b.line || a.column - b.column);
  const first = problems[0]!;
  const details = { where: `${file}:${first.line}`, problems };
  const variables = new Set(issues.map((issue) => issue.variable));
  if (!variables.has(undefined)) {
    return new AssuranceError('ENV_VARIABLE_MISSING', `${file} needs ${[...variables].join(', ')} in the environment`, details);
  }
  const many = problems.length === 1 ? '' : `${file} has ${problems.length} problems; the first: `;
  return new AssuranceError('PROJECT_FILE_INVALID', many + problemText(first), details);
}
