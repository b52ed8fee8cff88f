import { beforeAll, describe, expect, it } from 'vitest';
import type { Command } from 'commander';
import { createProgram } from '../../cli/program.js';
import { openSession } from '../../cli/session.js';
import { assurance } from './run.js';

const program = createProgram(openSession([]));

function leaves(command: Command, path: string[] = []): { command: Command; path: string[] }[] {
  return command.commands.flatMap((c) => [{ command: c, path: [...path, c.name()] }, ...leaves(c, [...path, c.name()])]);
}

const commands = leaves(program);

function helpText(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (s) => (text += s) }).outputHelp();
  return text;
}

describe('help', () => {
  it('has every command of the design', () => {
    const names = commands.map(({ path }) => path.join(' '));
    expect(names).toEqual(
      expect.arrayContaining([
        ...['init', 'up', 'pull', 'status', 'runs', 'rerun', 'asset', 'query', 'waive', 'doctor', 'version'],
        ...['list', 'show', 'export', 'release', 'discard', 'resubmit'].map((c) => `quarantine ${c}`),
        ...['list', 'pause', 'resume', 'trigger', 'backfill'].map((c) => `schedule ${c}`),
      ]),
    );
  });

  it.each(commands.map(({ path, command }) => [path.join(' '), command] as const))(
    '%s shows examples that are real command lines',
    (_path, command) => {
      const examples = [...helpText(command).matchAll(/^ {2}\$ assurance (.*)$/gm)].map(([, line = '']) => line);
      expect(examples.length).toBeGreaterThan(0);
      for (const line of examples) expect(unknownFlags(line), line).toEqual([]);
    },
  );
});

/** Flags of a command line that its command does not have. */
function unknownFlags(line: string): string[] {
  let command: Command = program;
  const words = line.replace(/"[^"]*"/g, 'TEXT').split(' ');
  for (const word of words) command = command.commands.find((c) => c.name() === word) ?? command;
  expect(command).not.toBe(program);
  return words.filter((w) => w.startsWith('--') && !command.options.some((o) => o.long === w));
}

describe('wrong use', () => {
  let run: Awaited<ReturnType<typeof assurance>>;

  it('of a command ends with 2 and a suggestion', async () => {
    run = await assurance('/', ['quarantin', 'list']);
    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain("Unknown command 'quarantin'");
    expect(run.stderr).toContain('Did you mean quarantine?');
  });

  it('of a flag ends with 2 and a suggestion', async () => {
    run = await assurance('/', ['status', '--projct', '/tmp']);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('Did you mean --project?');
  });

  it('of an argument names the help of the command', async () => {
    run = await assurance('/', ['quarantine', 'show']);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('assurance help quarantine show');
  });

  it.each([
    ['before', ['--json', 'asset']],
    ['after', ['asset', '--json']],
  ])('is one JSON document with --json %s the command', async (_where, args) => {
    run = await assurance('/', args);
    expect(run.code).toBe(2);
    expect(JSON.parse(run.stdout)).toEqual({
      error: { code: 'COMMAND_USAGE', message: "Missing required argument 'serial'.", where: null, fix: 'See `assurance help asset`.' },
    });
  });

  it('of a day is refused before anything is read', async () => {
    run = await assurance('/', ['asset', 'X', '--as-of', '2026-02-30']);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('YYYY-MM-DD');
  });

  it('of a command group without a command ends with 2', async () => {
    run = await assurance('/', ['schedule']);
    expect(run.code).toBe(2);
  });
});

describe('without a command', () => {
  let bare: Awaited<ReturnType<typeof assurance>>;
  beforeAll(async () => void (bare = await assurance('/', [])));

  it('prints help on standard output and ends with 0', () => {
    expect(bare.code).toBe(0);
    expect(bare.stdout).toContain('Usage: assurance');
    expect(bare.stdout).toContain('Exit codes: 0 done');
  });

  it('help is a document with --json', async () => {
    const { stdout, code } = await assurance('/', ['pull', '--help', '--json']);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { help: string }).help).toContain('assurance pull');
  });

  it('version is a document with --json', async () => {
    const { stdout } = await assurance('/', ['version', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ node: process.version, assurance: expect.stringMatching(/^\d+\.\d+\.\d+/) as string });
  });
});
