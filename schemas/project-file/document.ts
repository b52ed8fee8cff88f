/** YAML text to plain data, with the place of every key and value. Variables stay as written: `environment.ts` fills them in. */

import { isAlias, isCollection, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';

export type Path = readonly (string | number)[];

/** Something wrong, before it has a file and a line. Without `got`, what stands at the path is shown. */
export interface Issue {
  path: Path;
  /** An offset in the text, when the path does not say where. */
  offset?: number;
  /** Whether the key or its value is wrong. */
  part?: 'key' | 'value';
  expected: string;
  got?: string;
  /** The variable that the environment does not have, when that is all. */
  variable?: string;
}

export interface YamlText {
  data: unknown;
  issues: Issue[];
  /** Line and column of the key or value at a path, or of the nearest one above it that exists. */
  place: (issue: Issue) => { line: number; column: number };
  /** What stands at a path, as written; `nothing` when the key is not there. */
  written: (path: Path) => string;
}

interface Entry {
  key: number;
  value: number;
  written: string;
}

/** Far beyond any real project file: aliases of aliases can make a small text as large as memory. */
const maxNodes = 100_000;
const maxDepth = 40;

export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  const walk = new Walk(lines);
  const broken = [...document.errors, ...document.warnings].map((e) => ({ path: [], offset: e.pos[0], ...explain(e.message) }));
  const data = broken.length === 0 ? walk.data(document.contents, []) : undefined;
  return {
    data,
    issues: [...broken, ...walk.issues],
    place: (issue) => {
      const { line, col } = lines.linePos(issue.offset ?? walk.offset(issue.path, issue.part ?? 'value'));
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    },
    written: (path) => walk.entries.get(keyOf(path))?.written ?? 'nothing',
  };
}

/** The first line of the library's message names what is wrong; the place it ends with is told by us. */
function explain(message: string): Pick<Issue, 'expected' | 'got'> {
  const got = (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
  const inBraces = /flow-map/.test(got) ? '; a ${VARIABLE} inside { } stands in quotes' : '';
  return { expected: `text that is YAML${inBraces}`, got };
}

class Walk {
  readonly issues: Issue[] = [];
  readonly entries = new Map<string, Entry>();
  private readonly anchors = new Map<string, unknown>();
  private nodes = 0;

  constructor(private readonly lines: LineCounter) {}

  /** Plain data of a node; records where it stands. */
  data(node: unknown, path: Path, key?: number): unknown {
    const target = isAlias(node) ? this.anchors.get(node.source) : node;
    const value = (node as Node | null)?.range?.[0] ?? key ?? 0;
    this.entries.set(keyOf(path), { key: key ?? value, value, written: writtenText(target) });
    if (this.isTooMuch(path)) return undefined;
    if ((isCollection(target) || isScalar(target)) && target.anchor !== undefined) this.anchors.set(target.anchor, target);
    if (isMap(target)) return this.map(target.items, path);
    if (isSeq(target)) return target.items.map((item, index) => this.data(item, [...path, index]));
    if (isScalar(target)) return target.value;
    if (isAlias(node)) this.issues.push({ path, expected: 'an alias of an anchor above it', got: `*${node.source}` });
    return null;
  }

  private isTooMuch(path: Path): boolean {
    this.nodes += 1;
    if (this.nodes === maxNodes + 1) this.issues.push({ path: [], expected: `no more than ${maxNodes} values`, got: 'more' });
    if (this.nodes > maxNodes) return true;
    if (path.length > maxDepth) this.issues.push({ path, expected: `no more than ${maxDepth} levels`, got: 'a deeper one' });
    return path.length > maxDepth;
  }

  private map(items: { key: unknown; value: unknown }[], path: Path): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const item of items) {
      const name = keyText(item.key);
      const at = [...path, name];
      const offset = (item.key as Node | null)?.range?.[0];
      const first = this.entries.get(keyOf(at));
      if (first !== undefined && Object.hasOwn(result, name)) {
        const { line } = this.lines.linePos(first.key);
        this.issues.push({ path: at, offset, expected: `each key once; it stands on line ${line} already`, got: `${name} again` });
      } else if (name === '__proto__') {
        this.issues.push({ path: at, offset, expected: 'a name that a map can hold', got: name });
      } else {
        result[name] = this.data(item.value, at, offset);
      }
    }
    return result;
  }

  offset(path: Path, part: 'key' | 'value'): number {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const entry = this.entries.get(keyOf(path.slice(0, depth)));
      if (entry !== undefined) return depth === path.length && part === 'value' ? entry.value : entry.key;
    }
    return 0;
  }
}

const keyOf = (path: Path): string => JSON.stringify(path.map(String));

/** As written: a header `007` stays what it is. */
function keyText(key: unknown): string {
  if (isScalar(key)) return key.source ?? '';
  return isNode(key) ? key.toString() : '';
}

function writtenText(node: unknown): string {
  if (isMap(node)) return 'a map of keys';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node) || node.value === null) return 'nothing';
  const text = node.source ?? '';
  return node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' || text === '' ? JSON.stringify(text) : text;
}
