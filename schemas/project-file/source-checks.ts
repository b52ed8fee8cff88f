/**
 * What zod cannot say of a source: cron lines, mappings to fields, corrections that the feed cannot carry, and sources that get in
 * each other's way. Works on the data as far as it has the right types, so that one wrong key does not hide the next.
 */

import { columnPosition, LAST_POSITION } from '../column-position.js';
import { feeds, type Feed } from '../vocabulary.js';
import { checkControlTotals, checkLayouts, checkLimits } from './contract-checks.js';
import { cronProblem } from './cron.js';
import type { Issue, Path } from './document.js';
import { overlaps, type Inbox } from './overlap.js';
import { list, map, text, type Loose } from './loose.js';
import { oneOf } from './suggest.js';

/** What the checks need to know of a feed. */
export interface FeedShape {
  fields: readonly string[];
  /** Fields that hold numbers. */
  numbers: readonly string[];
  /** Fields with a closed list of values. */
  choices: Readonly<Record<string, readonly string[]>>;
  /** The field whose date puts a row into a period; without one no period can be replaced. */
  dated_by: string | undefined;
}

export type FeedShapes = (feed: Feed) => FeedShape;

export interface Knowledge {
  feedShape: FeedShapes;
  /** One spelling for every folder. */
  realFolder: (path: string) => string;
  /** What stands at a path in the file, with variables by their names: the data has their values, which no error may show. */
  written: (path: Path) => string;
}

export function checkSources(data: unknown, { feedShape, realFolder, written }: Knowledge): Issue[] {
  const shapeOf = remember(feedShape);
  const sources = list(map(data)?.sources).map((source, index) => ({ source: map(source) ?? {}, at: ['sources', index] as Path }));
  return [
    ...sources.flatMap(({ source, at }) => [...checkSchedule(source, at, written), ...checkFeed(source, at, shapeOf)]),
    ...doubledIds(sources.map(({ source, at }) => ({ id: text(source.id), at }))),
    ...receiptsApart(sources, realFolder),
    ...overlaps(sources.flatMap(({ source, at }) => inboxOf(source, at, realFolder, written))),
  ];
}

function checkSchedule(source: Loose, at: Path, written: Knowledge['written']): Issue[] {
  const line = text(source.schedule);
  const problem = line === undefined ? undefined : cronProblem(line);
  if (problem === undefined) return [];
  const path = [...at, 'schedule'];
  const { expected, got } = problem;
  return [written(path).includes('${') ? { path, expected } : { path, expected, got }];
}

function checkFeed(source: Loose, at: Path, feedShape: FeedShapes): Issue[] {
  const feed = feeds.find((name) => name === source.feed);
  if (feed === undefined) return [];
  const shape = feedShape(feed);
  const layouts = list(source.layouts).map((layout, index) => ({ layout: map(layout) ?? {}, path: [...at, 'layouts', index] as Path }));
  return [
    ...checkFormat(source, at, feed),
    ...[{ layout: source, path: at }, ...layouts].flatMap(({ layout, path }) => [
      ...checkColumns(layout, path, shape, feed),
      ...checkNoHeader(layout, path),
      ...checkValues(layout, path, shape),
    ]),
    ...checkCorrections(source, at, shape, feed),
    ...checkLayouts(source, at),
    ...checkLimits(source, at),
    ...checkControlTotals(source, at, shape, feed),
  ];
}

/** An X12 867 reports sales of units, and its reader names its cells by our fields. */
function checkFormat(source: Loose, at: Path, feed: Feed): Issue[] {
  if (map(source.format)?.type !== 'x12') return [];
  return [
    ...(feed === 'pos' ? [] : [{ path: [...at, 'format', 'type'], expected: `csv or xlsx: X12 867 carries pos, not ${feed}` }]),
    ...(source.columns === undefined
      ? []
      : [{ path: [...at, 'columns'], expected: 'no columns: what X12 names differently stands in `format`, under `qualifiers`' }]),
  ];
}

function checkColumns(source: Loose, at: Path, { fields }: FeedShape, feed: Feed): Issue[] {
  const taken = new Map<string, string>();
  return Object.entries(map(source.columns) ?? {}).flatMap(([header, target]): Issue[] => {
    const field = text(target);
    if (field === undefined) return [];
    const path = [...at, 'columns', header];
    if (!fields.includes(field)) {
      const turned = fields.includes(header) ? 'their header on the left and our field on the right; ' : '';
      return [{ path, expected: `${turned}a field of ${feed}: ${oneOf(fields, field)}` }];
    }
    if (/^#\d+$/.test(header) && columnPosition(header) === undefined) {
      return [{ path, part: 'key', expected: `a header, or the position of a column from #1 to #${LAST_POSITION}`, got: header }];
    }
    const other = taken.get(field);
    taken.set(field, header);
    return other === undefined ? [] : [{ path, expected: `a field that no other column is; ${JSON.stringify(other)} is ${field} already` }];
  });
}

/** Where there is no header nothing but a position can say which column is which field. */
function checkNoHeader(source: Loose, at: Path): Issue[] {
  if (map(source.format)?.header_row !== 0) return [];
  const path = [...at, 'columns'];
  const expected = 'positions such as "#1": header_row: 0 says that the file has no header';
  const named = Object.keys(map(source.columns) ?? {});
  if (named.length === 0) return [{ path, expected }];
  return named
    .filter((header) => !/^#\d+$/.test(header))
    .map((header) => ({ path: [...path, header], part: 'key', expected, got: header }) satisfies Issue);
}

function checkValues(source: Loose, at: Path, { fields, choices }: FeedShape): Issue[] {
  return Object.entries(map(source.values) ?? {}).flatMap(([field, translations]): Issue[] => {
    const path = [...at, 'values', field];
    if (!fields.includes(field)) return [{ path, part: 'key', expected: `a field: ${oneOf(fields, field)}`, got: field }];
    const allowed = choices[field];
    if (allowed === undefined) return [];
    return Object.entries(map(translations) ?? {}).flatMap(([theirs, ours]) => {
      const value = text(ours);
      return value === undefined || allowed.some((word) => word.toLowerCase() === value.toLowerCase())
        ? []
        : [{ path: [...path, theirs], expected: oneOf(allowed, value) }];
    });
  });
}

function checkCorrections(source: Loose, at: Path, shape: FeedShape, feed: Feed): Issue[] {
  const path = [...at, 'corrections'];
  if (source.corrections === 'replace_period' && shape.dated_by === undefined) {
    return [{ path, expected: `append or replace_file: rows of ${feed} have no date that puts them into a period` }];
  }
  if (source.corrections === 'signed_quantity' && !shape.fields.includes('quantity')) {
    return [{ path, expected: `another mode: rows of ${feed} have no quantity that could be negative` }];
  }
  return [];
}

function doubledIds(sources: { id: string | undefined; at: Path }[]): Issue[] {
  const seen = new Set<string>();
  return sources.flatMap(({ id, at }) => {
    if (id === undefined) return [];
    const doubled = seen.has(id);
    seen.add(id);
    return doubled ? [{ path: [...at, 'id'], expected: 'an id of its own; another source above has it' }] : [];
  });
}

/** What is written for a partner must not come back as a delivery. */
function receiptsApart(sources: { source: Loose; at: Path }[], realFolder: Knowledge['realFolder']): Issue[] {
  const folderOf = (source: Loose, key: string) => {
    const path = text(map(source.connector)?.[key]);
    return path === undefined ? undefined : realFolder(path);
  };
  const inboxes = new Set(sources.map(({ source }) => folderOf(source, 'path')));
  return sources.flatMap(({ source, at }): Issue[] => {
    const receipts = folderOf(source, 'receipts');
    if (receipts === undefined || !inboxes.has(receipts)) return [];
    return [{ path: [...at, 'connector', 'receipts'], expected: 'a folder that no source takes its deliveries from' }];
  });
}

function inboxOf(source: Loose, at: Path, realFolder: Knowledge['realFolder'], written: Knowledge['written']): Inbox[] {
  const connector = map(source.connector);
  const path = text(connector?.path);
  if (connector?.type !== 'folder' || path === undefined) return [];
  const pattern = text(connector.pattern) ?? '*';
  const takes = connector.pattern === undefined ? pattern : written([...at, 'connector', 'pattern']);
  return [{ id: written([...at, 'id']), at: [...at, 'connector'], folder: realFolder(path), pattern, takes }];
}

/** A feed's shape takes its whole contract to tell, and a project can have a thousand sources. */
function remember(feedShape: FeedShapes): FeedShapes {
  const known = new Map<Feed, FeedShape>();
  return (feed) => {
    const shape = known.get(feed) ?? feedShape(feed);
    known.set(feed, shape);
    return shape;
  };
}
