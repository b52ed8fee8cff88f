/** The rows of one sheet of an .xlsx as its XML goes by: nothing of it stays in memory but the rows that are about to be handed over. */

import type { ReadRow } from '../workbook-messages.js';
import { cellTag, isCell } from './cell-tag.js';
import { cellValue, type CellContent, type CellRules } from './cell-value.js';
import type { Piece } from './piece.js';
import { columnOf, rowOf } from './reference.js';
import { SheetRows } from './rows.js';
import { SimpleCells } from './simple-cells.js';
import { escaped, RichText } from './strings.js';
import { isNamed, localName } from './xml-text.js';
import { unreadablePart, type XmlHandler } from './xml.js';

type State = 'before' | 'data' | 'row' | 'cell' | 'value' | 'formula' | 'inline' | 'after';

export class SheetScan implements XmlHandler {
  private state: State = 'before';
  /** Length of the namespace prefix of the sheet's own elements, with its colon. */
  private prefix = -1;
  /** How deep inside of elements that are none of a cell's. */
  private skipped = 0;
  private readonly rows: SheetRows;
  private readonly simple: SimpleCells;
  private readonly cell: CellContent = { type: 'n', style: 0, value: undefined, formula: false };
  private readonly rich = new RichText();

  constructor(
    private readonly part: string,
    private readonly rules: CellRules,
  ) {
    this.rows = new SheetRows(part, rules.values);
    this.simple = new SimpleCells(rules, this.rows);
  }

  /** Rows with a cell in which something stands, in the order of the file, since it was asked last. */
  take(): ReadRow[] {
    return this.rows.take();
  }

  open(source: Piece, from: number, to: number): number | undefined {
    if (this.skipped > 0) {
      this.skipped++;
      return undefined;
    }
    const name = from + this.prefix;
    switch (this.state) {
      case 'before':
        this.openBefore(source, from, to);
        break;
      case 'data':
        if (isNamed(source, name, 'row')) this.openRow(source, name, to);
        else this.skip(source, from);
        break;
      case 'row': {
        const behind = this.prefix === 0 ? this.simple.take(source, from - 1) : 0;
        if (behind >= from) return behind;
        if (isCell(source, name)) this.openCell(source, name, to);
        else this.skip(source, from);
        break;
      }
      case 'cell':
        if (isNamed(source, name, 'v')) this.state = 'value';
        else if (isNamed(source, name, 'f')) {
          this.state = 'formula';
          this.cell.formula = true;
        } else if (isNamed(source, name, 'is')) {
          this.state = 'inline';
          this.rich.begin();
        } else this.skip(source, from);
        break;
      case 'inline':
        this.rich.open(localName(source, from));
        break;
      case 'value':
      case 'formula':
        this.skip(source, from);
        break;
      case 'after':
        break;
    }
    return undefined;
  }

  close(source: Piece, from: number): void {
    if (this.skipped > 0) {
      this.skipped--;
      return;
    }
    const name = from + this.prefix;
    switch (this.state) {
      case 'value':
      case 'formula':
        this.state = 'cell';
        break;
      case 'inline':
        if (isNamed(source, name, 'is')) {
          this.cell.value = this.rich.value;
          this.state = 'cell';
        } else this.rich.close(localName(source, from));
        break;
      case 'cell':
        if (!isCell(source, name)) throw this.damaged('has a cell that does not end');
        this.closeCell();
        break;
      case 'row':
        if (!isNamed(source, name, 'row')) throw this.damaged('has a row that does not end');
        this.closeRow();
        break;
      case 'data':
        this.state = 'after';
        break;
      case 'before':
      case 'after':
        break;
    }
  }

  text(source: Piece, from: number, to: number, raw: boolean): void {
    if (this.skipped > 0) return;
    switch (this.state) {
      case 'value': {
        const text = raw ? source.text(from, to) : escaped(source.text(from, to));
        this.cell.value = this.cell.value === undefined ? text : this.cell.value + text;
        break;
      }
      case 'inline':
        this.rich.text(source, from, to, raw);
        break;
      case 'data':
      case 'row':
      case 'cell':
        if (source.text(from, to).trim() !== '') throw this.damaged('has text between its cells');
        break;
      default:
        break;
    }
  }

  private openBefore(source: Piece, from: number, to: number): void {
    const name = localName(source, from);
    if (this.prefix === -1) {
      if (name !== 'worksheet') throw this.damaged('is no worksheet');
      this.prefix = source.text(from, to).search(/[^\w.:-]|$/) - name.length;
    }
    if (name === 'sheetData') this.state = 'data';
  }

  private openRow(source: Piece, from: number, to: number): void {
    const tag = source.text(from, to);
    const number = /\sr\s*=\s*["'](\d+)["']/.exec(tag)?.[1];
    const hidden = tag.includes('hidden') && /\shidden\s*=\s*["'](?:1|true|on)["']/.test(tag);
    this.rows.begin(number === undefined ? undefined : Number(number), hidden);
    this.state = 'row';
  }

  private openCell(source: Piece, from: number, to: number): void {
    const { cell, rows } = this;
    const { type, style, ...reference } = cellTag(source, from, to);
    if (type === undefined) throw this.damaged('has a cell of an unknown type');
    if (reference.to === 0) rows.next();
    else rows.place(columnOf(source.bytes, reference.from, reference.to), rowOf(source.bytes, reference.from, reference.to));
    cell.type = type;
    cell.style = style;
    cell.value = undefined;
    cell.formula = false;
    this.state = 'cell';
  }

  private closeCell(): void {
    this.state = 'row';
    const raw = cellValue(this.cell, this.rules);
    if (raw !== undefined) this.rows.put(raw);
  }

  private closeRow(): void {
    this.state = 'data';
    this.rows.end();
  }

  /** Further things of a cell or row (extensions) hold no value; alternatives for other programs could. */
  private skip(source: Piece, from: number): void {
    if (localName(source, from) === 'AlternateContent') throw this.damaged('has alternative contents for its cells');
    this.skipped = 1;
  }

  private damaged(why: string) {
    return unreadablePart(this.part, why);
  }
}
