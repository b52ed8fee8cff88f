/** Our own scan of an .xlsx against SheetJS: the same rows, cell by cell, and the same account of lines. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../readers/reader.js';
import { packageRoot } from '../../readers/package-root.js';
import type { XlsxFormat } from '../../schemas/project.js';
import { bySheetJs } from './sheetjs-oracle.js';
import { fileOf, gather, workbook, xlsx, type Sheets } from './support.js';
import { sheetXlsx } from './sheet-xml.js';

async function compare(bytes: Buffer, format: XlsxFormat): Promise<void> {
  const { tables, rows, account } = await gather(readFile(fileOf(bytes), format));
  expect({ tables, rows, lines: account.tables, sheets_not_read: account.sheets_not_read }).toEqual(bySheetJs(bytes, format));
}

describe('every workbook of the samples', () => {
  const files = readdirSync(join(packageRoot, 'samples'), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.xlsx'));

  it('there are some', () => expect(files.length).toBeGreaterThan(3));

  it.each(files)('%s', async (file) => {
    await compare(readFileSync(join(packageRoot, 'samples', file)), xlsx({ sheet: 'all' }));
  });
});

const formats = [
  'General',
  '0',
  '0000000',
  '#,##0.00',
  '0.00E+00',
  '@',
  'yyyy-mm-dd',
  'dd.mm.yyyy',
  'm/d/yy h:mm',
  'mmm-yy',
  '[h]:mm',
  '0%',
  '# ?/?',
  ';;;',
];
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(' outer ', '_x000D_', '<&>"\'', 'a\nb', '0012345', '1E5', '=1+1', ''),
);
const number = fc.oneof(
  fc.integer({ min: -5, max: 60_000 }),
  fc.integer({ min: -(2 ** 53), max: 2 ** 53 }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
);
const cell = fc.oneof(
  text.map((v) => ({ t: 's' as const, v })),
  fc.tuple(number, fc.constantFrom(...formats)).map(([v, z]) => ({ t: 'n' as const, v, z })),
  fc.boolean().map((v) => ({ t: 'b' as const, v })),
  fc.constantFrom(0x00, 0x07, 0x0f, 0x17, 0x1d, 0x24, 0x2a).map((v) => ({ t: 'e' as const, v })),
  fc.integer({ min: 0, max: 999 }).map((v) => ({ t: 'n' as const, v, f: `${v}+0` })),
);
const place = fc.record({ row: fc.integer({ min: 1, max: 12 }), column: fc.integer({ min: 0, max: 30 }), cell });

const letters = (column: number): string =>
  (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

it('any cells in any places, as SheetJS writes them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(place, { maxLength: 25 }),
      fc.boolean(),
      fc.constantFrom('cached', 'reject'),
      async (places, date1904, formulas) => {
        const sheet: Record<string, unknown> = { '!ref': 'A1:AE13', A1: { t: 's', v: 'header' } };
        for (const { row, column, cell: content } of places) sheet[`${letters(column)}${row + 1}`] = content;
        await compare(workbook({ S: sheet as unknown as Sheets[string] }, 'xlsx', { WBProps: { date1904 } }), xlsx({ formulas }));
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

/** Written by hand as other programs do. */
const written = fc.record({
  prefix: fc.constantFrom('', 'x:'),
  references: fc.boolean(),
  numbered: fc.boolean(),
  strict: fc.boolean(),
  spaced: fc.boolean(),
  rows: fc.array(
    fc.record({
      hidden: fc.boolean(),
      gap: fc.integer({ min: 0, max: 2 }),
      cells: fc.array(
        fc.oneof(
          text.map((value) => ({ kind: 'inline' as const, value })),
          fc.array(text, { minLength: 1, maxLength: 3 }).map((runs) => ({ kind: 'rich' as const, runs })),
          number.map((value) => ({ kind: 'number' as const, value })),
          text.map((value) => ({ kind: 'formula' as const, value })),
          fc.constant({ kind: 'style' as const }),
          fc.constant({ kind: 'uncalculated' as const }),
        ),
        { maxLength: 5 },
      ),
    }),
    { maxLength: 6 },
  ),
});

it('any sheet as other programs may write it', async () => {
  await fc.assert(
    fc.asyncProperty(written, fc.constantFrom('read', 'skip'), async (sheet, hidden_rows) => {
      await compare(sheetXlsx(sheet), xlsx({ hidden_rows }));
    }),
    { numRuns: 40 },
  );
}, 120_000);
