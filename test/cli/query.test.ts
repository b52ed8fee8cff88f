import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readSnapshot } from '../../registry/snapshot.js';
import { fixtureProject } from './fixture.js';
import { assurance } from './run.js';

const project = fixtureProject();
const query = (sql: string, ...args: string[]) => assurance(project.folder, ['query', sql, ...args]);

const hostile = `select 1 as n, 'a"b,c' as quoted, e'two\\nlines' as lines, '' as empty, null as nothing, [1, 2] as list, date '2026-03-01' as day,
  1.50::decimal(18,4) as amount, 9007199254740993::bigint as big, true as flag, 'naïve' as accent`;

describe('query --format json', () => {
  it('is an array of objects with numbers as numbers and days as strings', async () => {
    const { stdout, code } = await query(hostile, '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      {
        n: 1,
        quoted: 'a"b,c',
        lines: 'two\nlines',
        empty: '',
        nothing: null,
        list: [1, 2],
        day: '2026-03-01',
        amount: 1.5,
        big: '9007199254740993',
        flag: true,
        accent: 'naïve',
      },
    ]);
  });

  it('is what --json gives', async () => {
    const sql = 'select eligibility, count(*) as n from assets group by 1 order by 1';
    expect((await query(sql, '--json')).stdout).toBe((await query(sql, '--format', 'json')).stdout);
  });

  it('has no row limit', async () => {
    const { stdout } = await query('select * from range(50000) t(i)', '--json');
    const rows = JSON.parse(stdout) as { i: number }[];
    expect(rows).toHaveLength(50_000);
    expect(rows[49_999]).toEqual({ i: 49_999 });
  });

  it('is an empty array when there are no rows', async () => {
    expect(JSON.parse((await query('select 1 where false', '--json')).stdout)).toEqual([]);
  });

  it('is nothing but the error when the query fails in the middle', async () => {
    const { stdout, code } = await query("select cast(if(i = 9000, 'x', '1') as integer) as n from range(10000) t(i)", '--json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'QUERY_INVALID' } });
  });
});

describe('query --format csv', () => {
  it('quotes as RFC 4180 says, and tells null from empty', async () => {
    const { stdout } = await query(hostile, '--format', 'csv');
    expect(stdout.split('\n')[0]).toBe('n,quoted,lines,empty,nothing,list,day,amount,big,flag,accent');
    expect(stdout).toContain('1,"a""b,c","two\nlines","",,"[1,2]",2026-03-01,1.5,9007199254740993,true,naïve');
    expect(parse(stdout, { columns: true })).toHaveLength(1);
  });
});

describe('query --format parquet', () => {
  it('writes a file with --out', async () => {
    const file = path.join(project.folder, 'assets.parquet');
    const { code } = await query('select serial_number from assets', '--format', 'parquet', '--out', file);
    expect(code).toBe(0);
    expect((await readFile(file)).subarray(0, 4).toString()).toBe('PAR1');
    expect(await readSnapshot(path.join(project.folder, 'var'), `select count(*) as n from '${file}'`)).toEqual([{ n: 6 }]);
  });

  it('goes into a pipe', async () => {
    expect((await query('select 1 as n', '--format', 'parquet')).stdout.slice(0, 4)).toBe('PAR1');
  });
});

describe('query', () => {
  it('is a table by default, in a pipe without anything cut off', async () => {
    const { stdout } = await query(`select repeat('x', 300) as long, 7 as n`);
    expect(stdout).toContain('x'.repeat(300));
    expect(stdout).toContain('(1 row)');
  });

  it('reads a statement from standard input with -', async () => {
    const { stdout } = await assurance(project.folder, ['query', '-', '--json'], { input: 'select 42 as answer -- the end' });
    expect(JSON.parse(stdout)).toEqual([{ answer: 42 }]);
  });

  it('asks about another day with --as-of', async () => {
    const before = await query('select count(*) as n from assets', '--as-of', '2026-03-19', '--json');
    const after = await query('select count(*) as n from assets', '--as-of', '2026-03-20', '--json');
    expect([JSON.parse(before.stdout), JSON.parse(after.stdout)]).toEqual([[{ n: 0 }], [{ n: 6 }]]);
  });

  it("tells DuckDB's own words when the SQL is wrong, 2", async () => {
    const { stdout, stderr, code } = await query('selec 1');
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('syntax error at or near "selec"');
    expect(stderr).toContain('QUERY_INVALID');
  });

  it.each([
    "copy assets to 'stolen.csv'",
    "select * from read_text('assurance.yaml')",
    'drop table assets',
    'set lock_configuration = false',
  ])('reaches and changes nothing else: %s', async (sql) => {
    const { stderr, code } = await query(sql);
    expect(code).toBe(2);
    expect(stderr).toContain('QUERY_INVALID');
  });

  it('leaves an older file as it was when the query fails', async () => {
    const file = path.join(project.folder, 'kept.csv');
    await query('select 1 as n', '--format', 'csv', '--out', file);
    expect((await query('select nonsense', '--format', 'csv', '--out', file)).code).toBe(2);
    expect(await readFile(file, 'utf8')).toBe('n\n1\n');
  });

  it('refuses --json with another format, 2', async () => {
    expect((await query('select 1', '--json', '--format', 'csv')).code).toBe(2);
  });
});

describe('query before the first pull', () => {
  const fresh = fixtureProject({ published: false });

  it('says to pull first, 1', async () => {
    const { stdout, code } = await assurance(fresh.folder, ['query', 'select 1', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'SNAPSHOT_MISSING', fix: expect.stringContaining('assurance pull') as string },
    });
  });
});
