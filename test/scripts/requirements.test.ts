import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../cli/program.js';
import { openSession } from '../../cli/session.js';
import { viewTexts } from '../../schemas/views.js';
import { holesIn, readClauses, type World } from './clause-map.js';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string | undefined => {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
};
const leaves = (command: Command, path = ''): string[] =>
  command.commands.flatMap((child) => {
    const line = `${path} ${child.name()}`.trim();
    return [line, ...leaves(child, line)];
  });
const world: World = { read, views: viewTexts, commands: leaves(createProgram(openSession([]))) };

const clauses = [
  ...['R1.1', 'R1.2', 'R1.3', 'R2.1', 'R2.2', 'R3.1', 'R3.2', 'R3.3', 'R3.4', 'R3.5', 'R4.1', 'R4.2'],
  ...['R5.1', 'R5.2', 'R5.3', 'R5.4', 'R5.5', 'R6.1', 'R6.2', 'R6.3', 'U1', 'U2', 'U3', 'U4'],
];

describe('the map of requirements', () => {
  const map = readClauses(read('docs/requirements.md')!);

  it('has every clause once, in order', () => {
    expect(map.map(({ id }) => id)).toEqual(clauses);
  });

  it('has no hole: rule, view, column, command and test of every clause are there', () => {
    expect(holesIn(map, world)).toEqual([]);
  });

  it('has every clause that code and documents cite', () => {
    const rooms = [
      'activities',
      'cli',
      'client',
      'connectors',
      'contracts',
      'docs',
      'readers',
      'registry',
      'schemas',
      'workers',
      'workflows',
    ];
    const files = rooms.flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)),
    );
    const cited = files
      .filter((file) => /\.(ts|sql|md)$/.test(file))
      .flatMap((file) => [...read(file)!.matchAll(/\b(?:requirements?|use|and|,) (R\d\.\d|U\d)\b/g)].map(([, id]) => `${id!} in ${file}`));
    expect(cited.length).toBeGreaterThan(10);
    expect(cited.filter((line) => !clauses.includes(line.split(' ')[0]!))).toEqual([]);
  });
});

describe('a hole in the map', () => {
  const whole = `### R9.9

> Something is required.

- Rule: \`README.md\`
- Shown in: \`assets(status)\`
- Command: \`assurance asset\`
- Test: \`test/scripts/requirements.test.ts\` "has every clause once, in order"
`;
  const holes = (text: string) => holesIn(readClauses(text), world);

  it('is not seen where there is none', () => {
    expect(holes(whole)).toEqual([]);
  });

  const broken: [hole: string, from: string | RegExp, to: string][] = [
    ['R9.9 has no text', '> Something is required.\n', ''],
    ['R9.9 names no rule', /- Rule: .*\n/, ''],
    ['R9.9 names no view', /- Shown.*\n/, ''],
    ['R9.9 names no command', /- Command.*\n/, ''],
    ['R9.9 names no test', /- Test.*\n/, ''],
    ['R9.9: there is no file NOREADME.md', 'README.md', 'NOREADME.md'],
    ['R9.9: there is no view asset', 'assets(', 'asset('],
    ['R9.9 names no column of assets', '(status)', '()'],
    ['R9.9: assets has no column state', '(status)', '(state)'],
    ['R9.9: there is no command assurance assets', '`assurance asset`', '`assurance assets`'],
    ['R9.9: there is no test file test/none.test.ts', 'test/scripts/requirements.test.ts', 'test/none.test.ts'],
    ['R9.9: test/scripts/requirements.test.ts has no test "has every clause"', 'clause once, in order', 'clause'],
  ];
  it.each(broken)('is told: %s', (hole, from, to) => {
    expect(holes(whole.replace(from, to))).toEqual([hole]);
  });
});
