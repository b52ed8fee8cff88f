/** What zod cannot say of layouts, limits and control totals of a source. */

import { rowErrors } from '../errors/row.js';
import type { Feed } from '../vocabulary.js';
import type { Issue, Path } from './document.js';
import { list, map, text, type Loose } from './loose.js';
import type { FeedShape } from './source-checks.js';
import { oneOf } from './suggest.js';

/** A layout is chosen by the period that a file's name says, before anything of the file is read. */
export function checkLayouts(source: Loose, at: Path): Issue[] {
  const today = text(map(source.format)?.period);
  const ends = new Set<string>();
  return list(source.layouts).flatMap((entry, index): Issue[] => {
    const layout = map(entry) ?? {};
    const path = [...at, 'layouts', index];
    const to = text(layout.to);
    const doubled = to !== undefined && ends.has(to);
    if (to !== undefined) ends.add(to);
    return [
      ...(doubled ? [{ path: [...path, 'to'], expected: 'a day of its own; another layout ends on it' }] : []),
      ...((today ?? text(map(layout.format)?.period)) === undefined
        ? [{ path, expected: 'period in format, of the source or of the layout: by it a file is known to be of an earlier period' }]
        : []),
    ];
  });
}

export function checkLimits(source: Loose, at: Path): Issue[] {
  const codes = Object.keys(rowErrors);
  return Object.keys(map(map(source.limits)?.rules) ?? {}).flatMap((code): Issue[] =>
    codes.includes(code)
      ? []
      : [{ path: [...at, 'limits', 'rules', code], part: 'key', expected: `a code of a rejected row: ${oneOf(codes, code)}`, got: code }],
  );
}

export function checkControlTotals(source: Loose, at: Path, { numbers }: FeedShape, feed: Feed): Issue[] {
  const type = text(map(source.format)?.type) ?? 'csv';
  return list(source.control_totals).flatMap((entry, index): Issue[] => {
    const total = map(entry) ?? {};
    const path = [...at, 'control_totals', index];
    const field = text(total.field);
    const countable = ['rows', ...numbers];
    return [
      ...(field === undefined || countable.includes(field)
        ? []
        : [{ path: [...path, 'field'], expected: `what can be added up in ${feed}: ${oneOf(countable, field)}` }]),
      ...(total.in === 'sheet' && type !== 'xlsx'
        ? [{ path: [...path, 'in'], expected: 'total_row or file_name: a text file has no sheets' }]
        : []),
      ...(total.in === 'total_row' && text(map(source.format)?.total_row) === undefined
        ? [{ path: [...path, 'in'], expected: 'total_row in format, the pattern that finds the line of totals' }]
        : []),
    ];
  });
}
