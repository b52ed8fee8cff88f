/** The zod schema of the project file against data of a YAML text: every issue in words for the person who wrote the file. */

import { z } from 'zod';
import { projectSchema, type Project } from '../project.js';
import type { Issue, Path } from './document.js';
import { oneOf } from './suggest.js';

export function checkShape(data: unknown): { project?: Project; issues: Issue[] } {
  const result = projectSchema.safeParse(data, { error: (issue) => expected(issue) });
  if (result.success) return { project: result.data, issues: [] };
  return { issues: result.error.issues.flatMap((issue) => toIssues(issue, data)) };
}

function toIssues(issue: z.core.$ZodIssue, data: unknown): Issue[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(path, data);
    return issue.keys.map((key) => ({ path: [...path, key], part: 'key', expected: oneOf(known, key), got: key }));
  }
  const text = issue.message.replace(/^expected /, '');
  const value = at(data, path);
  if (issue.code === 'invalid_value' && typeof value === 'string' && issue.values.length > 1) {
    return [{ path, expected: oneOf(issue.values.map(String), value) }];
  }
  return [{ path, expected: text }];
}

const kinds: Record<string, string> = {
  string: 'text; a number or true and false stand in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of keys',
};

/** For what the schema itself has no words of its own. */
function expected(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return Array.isArray(issue.options) ? `one of ${issue.options.join(', ')}` : undefined;
    case 'too_small':
      return issue.origin === 'string'
        ? issue.exact
          ? `exactly ${issue.minimum} character`
          : 'text that is not empty'
        : `${issue.minimum} or more`;
    case 'too_big':
      return issue.origin === 'string' ? `exactly ${issue.maximum} character` : `${issue.maximum} or less`;
    default:
      return undefined;
  }
}

const at = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, step) => (isMap(value) || Array.isArray(value) ? (value as Record<string | number, unknown>)[step] : undefined),
    data,
  );

const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The keys that the schema has at a path. Where it has alternatives, the data's own `type` picks the one. */
function knownKeys(path: Path, data: unknown): string[] {
  let schema: JsonSchema | undefined = pick(z.toJSONSchema(projectSchema, { io: 'input' }), data);
  let value = data;
  for (const step of path) {
    value = at(value, [step]);
    const next: unknown = typeof step === 'number' ? schema?.items : (schema?.properties?.[step] ?? schema?.additionalProperties);
    schema = pick(next as JsonSchema | undefined, value);
  }
  return Object.keys(schema?.properties ?? {});
}

function pick(schema: JsonSchema | undefined, value: unknown): JsonSchema | undefined {
  const options = schema?.oneOf ?? schema?.anyOf;
  if (options === undefined) return schema;
  const type = at(value, ['type']);
  return options.find((option) => (option.properties?.type as JsonSchema | undefined)?.const === type);
}
