/** A sheet comes in pieces that end anywhere, and whether a cell is taken in one go or tag by tag must show nowhere. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NumberStyle } from '../../readers/cells.js';
import { CommonValues } from '../../readers/common-values.js';
import { NumberValues } from '../../readers/ooxml/number-values.js';
import { SheetScan } from '../../readers/ooxml/sheet.js';
import { SharedStrings } from '../../readers/ooxml/strings.js';
import { XmlScanner, type XmlHandler } from '../../readers/ooxml/xml.js';
import { RowPacker, RowUnpacker } from '../../readers/packed-rows.js';
import type { SheetRow } from '../../readers/workbook-messages.js';

function feed(xml: string, handler: XmlHandler, size: number): void {
  const bytes = Buffer.from(xml);
  const scanner = new XmlScanner('part', handler);
  for (let at = 0; at < bytes.length; at += size) scanner.write(bytes.subarray(at, at + size));
  scanner.end();
}

function rowsOf(cells: readonly string[], texts: readonly string[], size: number): SheetRow[] {
  const values = new CommonValues();
  feed(`\uFEFF<sst>${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`, new SharedStrings(values), size);
  const numbers = (format: string) => new NumberValues(new NumberStyle(format, false), values);
  const styles = ['General', '0000000', 'yyyy-mm-dd', ';;;'].map(numbers);
  const scan = new SheetScan('part', { values, styles, general: numbers('General'), date1904: false, rejectFormulas: false });
  const row = cells.map((cell, at) => cell.replace('<c', `<c r="${String.fromCharCode(65 + at)}1"`)).join('');
  feed(`<worksheet><sheetData><row r="1">${row}</row></sheetData></worksheet>`, scan, size);
  return [...new RowUnpacker().unpack(new RowPacker(values).pack(scan.take()))];
}

const texts = ['plain', 'Österberg', '日本語', '😀', 'a&amp;b', '_x000D_', '', 'x_y', 'more than thirteen characters'];
const text = fc.constantFrom(...texts);
const digits = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer({ min: -100_000, max: 100_000 }).map(String),
  fc.constantFrom('-0', '.5', '5.', '00012', '3766.5', '123456789012345', '1234567890123456', '0.30000000000000004', '1e400', 'x', ' 7 '),
);
const style = fc.constantFrom('', ' s="0"', ' s="1"', ' s="2"', ' s="3"', ' s="9"');
const cell = fc.oneof(
  fc.tuple(style, fc.nat(texts.length - 1)).map(([s, at]) => `<c${s} t="s"><v>${at}</v></c>`),
  fc.tuple(style, digits).map(([s, v]) => `<c${s}><v>${v}</v></c>`),
  fc.tuple(style, digits).map(([s, v]) => `<c t="n"${s}><v>${v}</v></c>`),
  fc.tuple(style, text).map(([s, t]) => `<c${s} t="str"><v>${t}</v></c>`),
  fc.tuple(text, fc.constantFrom('', ' xml:space="preserve"')).map(([t, kept]) => `<c t="inlineStr"><is><t${kept}>${t}</t></is></c>`),
  style.map((s) => `<c${s}/>`),
  digits.map((v) => `<c><f>1+1</f><v>${v}</v></c>`),
);
/** The same cell so that it is read tag by tag. */
const slowly = (xml: string): string => xml.replace('>', ' cm="1">').replace('/ cm="1">', ' cm="1"/>');

it('the rows are the same wherever the pieces end, and however a cell is taken', () => {
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 8 }), fc.integer({ min: 1, max: 40 }), (cells, size) => {
      const whole = rowsOf(cells, texts, Infinity);
      expect(rowsOf(cells, texts, size)).toEqual(whole);
      expect(rowsOf(cells.map(slowly), texts, Infinity)).toEqual(whole);
    }),
  );
});

it.each([
  ['cut inside of a character', Buffer.from('<a>ö</a>').subarray(0, 4)],
  ['that is no UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xc3, 0x3c, 0x2f, 0x61, 0x3e])],
])('XML %s is refused', (_, bytes) => {
  const scanner = new XmlScanner('part', { open: () => undefined, close: () => undefined, text: () => undefined });
  const run = () => {
    for (const byte of bytes) scanner.write(Buffer.from([byte]));
    scanner.end();
  };
  expect(run).toThrow(expect.objectContaining({ code: 'WORKBOOK_UNREADABLE' }));
});
