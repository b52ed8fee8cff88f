import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bothWays, type OneWay } from '../contracts/both-ways.js';
import { sourceOf } from '../contracts/judging.js';
import { corpus, type HostileFile } from './corpus.js';

const sourceFor = ({ format, columns }: HostileFile) =>
  sourceOf({ feed: 'shipments', ...(format && { format }), ...(columns && { columns }) });

function answerOf({ judgement, rejected }: OneWay): HostileFile['answer'] {
  const { status, rows_read: read, rows_accepted, rows_rejected, error_code } = judgement;
  const first = rejected[0] as { codes: string[] } | undefined;
  const code = error_code ?? first?.codes[0];
  return { status, read, accepted: rows_accepted, rejected: rows_rejected, ...(code !== undefined && { code }) };
}

describe('a hostile file', () => {
  it.each(corpus.map((file) => [file.name, file] as const))('%s gets the answer of the table, from both judges', async (_, file) => {
    const ways = await bothWays(file.bytes(), sourceFor(file), file.name);
    expect(answerOf(ways.byRow)).toEqual(file.answer);
    expect(ways.inBulk).toEqual({ ...ways.byRow, cleared: ways.cleared });
    const { account, rows_read } = ways.byRow.judgement;
    for (const { lines, preamble, header, data, total, blank } of account.tables)
      expect(preamble + header + data + total + blank).toBe(lines);
    expect(account.tables.reduce((rows, table) => rows + table.rows, 0)).toBe(rows_read);
  });
});

it('the table of hostile files is the one in README.md', () => {
  const path = join(import.meta.dirname, 'README.md');
  const lines = corpus.map(
    ({ name, is, answer: { status, read, accepted, rejected, code = '' } }) =>
      `| \`${name}\` | ${is} | ${status} | ${read} | ${accepted} | ${rejected} | ${code} |`,
  );
  const table = [
    '# Hostile files',
    '',
    'What each file is and what the product answers: status of the delivery, rows read, accepted and rejected, and the code of the delivery or of its first rejected row. Written from `corpus.ts` by',
    '`UPDATE=1 npx vitest run test/hostile`; the test beside it holds the product to it, row by row and in bulk.',
    '',
    '| file | what it is | status | read | accepted | rejected | code |',
    '| --- | --- | --- | --: | --: | --: | --- |',
    ...lines,
    '',
  ].join('\n');
  if (process.env.UPDATE !== undefined) writeFileSync(path, table);
  expect(readFileSync(path, 'utf8')).toBe(table);
});
