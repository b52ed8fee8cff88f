import { describe, expect, it } from 'vitest';
import pc from 'picocolors';
import { neutralised } from '../../schemas/corrections.js';
import type { RejectedCellRow } from '../../cli/read/deliveries.js';
import { waitingLine } from '../../cli/read/waiting.js';
import { cellColumns } from '../../cli/render/delivery.js';
import { jsonText } from '../../cli/render/json.js';
import { table } from '../../cli/render/table.js';
import type { Terminal } from '../../cli/render/terminal.js';
import { cut, width, wrap } from '../../cli/render/text.js';

const terminal = (columns: number): Terminal => ({
  width: columns,
  colours: pc.createColors(false),
  isTTY: true,
  open: () => true,
  write: () => undefined,
  writeSlowly: () => Promise.resolve(),
  line: () => undefined,
  drained: () => Promise.resolve(),
});

const rows = [
  { id: 'd1', file: 'a-rather-long-file-name-2026-01.csv', what: '東京ビデオ会議株式会社の報告' },
  { id: 'd2', file: 'short.csv', what: 'esc \u001b[31m bell \u0007' },
];
const columns = [
  { head: 'Id', cell: (r: (typeof rows)[0]) => r.id },
  { head: 'File', cell: (r: (typeof rows)[0]) => r.file, flexible: 'end' as const },
  { head: 'What', cell: (r: (typeof rows)[0]) => r.what, flexible: 'end' as const },
];

describe('a table', () => {
  it.each([30, 40, 60, 80, 120])('fits %i columns', (room) => {
    for (const line of table(rows, columns, terminal(room)).split('\n')) expect(width(line)).toBeLessThanOrEqual(room);
  });

  it('marks what it cuts, and counts wide characters twice', () => {
    expect(table(rows, columns, terminal(40))).toMatch(/d1 {2}a-rather-long-f\S*… {2}東京/);
  });

  it('is a list where columns would be too narrow to read', () => {
    expect(table(rows, columns, terminal(20)).split('\n').slice(0, 2)).toEqual(['Id    d1', 'File  a-rather-long…']);
  });

  it('never lets control characters through', () => {
    expect(table(rows, columns, terminal(120))).toContain('esc \\x1b[31m bell \\x07');
  });

  it('shows what nobody could see in a rejected cell, and JSON has the cell as it is', () => {
    const cell = { line: 2, column_name: 'S/N', value: 'SN\u200b-1\u202e', code: 'CHARACTER_INVISIBLE', fix: 'x' } as RejectedCellRow;
    expect(table([{ ...cell, sheet: null }], cellColumns, terminal(120))).toContain('SN\\u200b-1\\u202e');
    expect(JSON.parse(jsonText(cell))).toEqual(cell);
  });

  it('cuts nothing when nobody looks at it', () => {
    expect(table(rows, columns, terminal(Infinity))).toContain('東京ビデオ会議株式会社の報告');
  });
});

describe('text', () => {
  it('is cut at whole characters', () => {
    expect(cut('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 5)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…');
    expect(cut('abc', 3)).toBe('abc');
  });

  it('is broken at blanks, and inside a word that is too long', () => {
    expect(wrap('one two threefourfive', 8)).toEqual(['one two', 'threefou', 'rfive']);
  });
});

describe('JSON', () => {
  it('parses to the same value and has nothing a terminal would act upon', () => {
    const value = { text: 'a\u009b31m\u202e\u007f\u2028z', n: 12n, big: 2n ** 60n };
    const text = jsonText(value);

    expect(text).not.toMatch(/[\u007f-\u009f\u2028\u202e]/);
    expect(JSON.parse(text)).toEqual({ text: value.text, n: 12, big: '1152921504606846976' });
  });
});

describe('a correction file', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['+cmd', "'+cmd"],
    ['-x', "'-x"],
    ["'=already", "''=already"],
    ['\t=tab', "'\t=tab"],
    ['-5', '-5'],
    ['-1.234,50', '-1.234,50'],
    ['+49 30 1234', '+49 30 1234'],
    ['0047', '0047'],
    ["O'Brien", "O'Brien"],
    ['', ''],
  ])('shows %j as %j', (text, shown) => expect(neutralised(text)).toBe(shown));

  it('can be undone by taking one apostrophe away', () => {
    for (const text of ['=1', "'=1", "''@x", '-x']) expect(neutralised(text).replace(/^'(?='*[=+\-@\t\r])/, '')).toBe(text);
  });
});

describe('the line of what waits', () => {
  it('says what waits for whom, and counts what it does not name', () => {
    const waiting = [1, 2, 3, 4, 5].map((n) => ({
      source_id: `s${n}`,
      party_id: 'P',
      waits_for: 'operations',
      detail: `file ${n} is held`,
    }));
    expect(
      waitingLine([...waiting, { source_id: 's6', party_id: 'NORTHGATE', waits_for: 'NORTHGATE', detail: '3 of 9 rows were rejected' }]),
    ).toBe(
      'Waits for operations: s1 (P): file 1 is held, s2 (P): file 2 is held, s3 (P): file 3 is held, 2 more; for NORTHGATE: s6: 3 of 9 rows were rejected',
    );
    expect(waitingLine([])).toBeUndefined();
  });
});
