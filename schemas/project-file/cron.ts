/** Cron lines of five fields, as Temporal's schedules read them. */

import { CronExpressionParser } from 'cron-parser';

const fields = [
  { name: 'minute', range: '0-59' },
  { name: 'hour', range: '0-23' },
  { name: 'day of month', range: '1-31' },
  { name: 'month', range: '1-12 or JAN-DEC' },
  { name: 'day of week', range: '0-7 (0 and 7 are Sunday) or SUN-SAT' },
] as const;

/**
 * What is wrong with a cron line, or undefined.
 *
 * Narrower than many crons: `?`, `L`, `#` and `H` are unknown to Temporal. Day of month and day of week together are refused
 * because cron reads them as "either" and Temporal as "both".
 */
export function cronProblem(line: string): { expected: string; got: string } | undefined {
  const parts = line.trim().split(/\s+/);
  if (parts.length !== fields.length || parts[0]!.startsWith('@')) {
    const got = parts[0]!.startsWith('@') ? parts[0]! : `${parts.length} fields`;
    return { expected: 'five fields (minute, hour, day of month, month, day of week), such as "0 6 * * *"', got };
  }
  if (parts.every((part) => list.test(part)) && parses(parts.join(' '))) {
    if (parts[2] === '*' || parts[4] === '*') return undefined;
    return { expected: 'a day of month or a day of week, the other one *', got: `${parts[2]} and ${parts[4]}` };
  }
  const wrong = parts.findIndex((part, index) => !list.test(part) || !parses(fields.map((_, i) => (i === index ? part : '*')).join(' ')));
  const field = fields[wrong];
  if (field === undefined) return { expected: 'a day that the month has', got: `day ${parts[2]} of month ${parts[3]}` };
  return { expected: `${field.name}: ${field.range}, *, lists (1,15), ranges (1-5) and steps (*/10)`, got: parts[wrong]! };
}

/** `*`, a number or a name, a range, each with a step or without; the library also reads what Temporal does not (L, #, H, ?). */
const item = String.raw`(?:\*|(?:\d+|[A-Za-z]{3})(?:-(?:\d+|[A-Za-z]{3}))?)(?:/\d+)?`;
const list = new RegExp(`^${item}(?:,${item})*$`);

function parses(line: string): boolean {
  try {
    CronExpressionParser.parse(line, { tz: 'UTC' });
    return true;
  } catch {
    return false;
  }
}
