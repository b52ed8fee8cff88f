/** The rows of one sheet of an .xlsx as its XML goes by: nothing of it stays in memory but the rows that are about to be handed over. */

import type { RawCell } from '../../schemas/rows.js';
import { filledRow } from '../sheet-rows.js';
import type { SheetRow } from '../workbook-messages.js';
import { cellValue, type CellContent, type CellRules, type CellType } from './cell-value.js';
import { columnOf, rowOf, wholeNumber } from './reference.js';
import { escaped, RichText } from './strings.js';
import { cellString, isNamed, localName } from './xml-text.js';
import { unreadablePart, type XmlHandler } from './xml.js';

/** No spreadsheet program has more. */
export const LAST_ROW = 1_048_576;
export const LAST_COLUMN = 16_384;

const TYPES: ReadonlySet<string> = new Set<CellType>(['n', 's', 'str', 'inlineStr', 'b', 'e', 'd']);

type State = 'before' | 'data' | 'row' | 'cell' | 'value' | 'formula' | 'inline' | 'after';

export class SheetScan implements XmlHandler {
  private state: State = 'before';
  /** Length of the namespace prefix of the sheet's own elements, with its colon. */
  private prefix = -1;
  /** How deep inside of elements that are none of a cell's. */
  private skipped = 0;
  private rows: SheetRow[] = [];

  private line = 0;
  /** The row does not say its number: its first cell may. */
  private unnumbered = false;
  private hidden = false;
  private cells: RawCell[] = [];

  private column = -1;
  private readonly cell: CellContent = { type: 'n', style: 0, value: undefined, formula: false };
  private readonly rich = new RichText();

  constructor(
    private readonly part: string,
    private readonly rules: CellRules,
  ) {}

  /** Rows with a cell in which something stands, in the order of the file, since it was asked last. */
  take(): SheetRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  open(source: string, from: number, to: number): number | undefined {
    if (this.skipped > 0) {
      this.skipped++;
      return undefined;
    }
    const name = from + this.prefix;
    switch (this.state) {
      case 'before':
        this.openBefore(source, from);
        break;
      case 'data':
        if (isNamed(source, name, 'row')) this.openRow(source, name, to);
        else this.skip(source, from);
        break;
      case 'row':
        if (!isCell(source, name)) {
          this.skip(source, from);
          break;
        }
        this.openCell(source, name, to);
        return this.wholeCell(source, to);
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

  close(source: string, from: number): void {
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

  text(source: string, from: number, to: number, raw: boolean): void {
    if (this.skipped > 0) return;
    switch (this.state) {
      case 'value': {
        const text = raw ? source.slice(from, to) : escaped(source.slice(from, to));
        this.cell.value = this.cell.value === undefined ? text : this.cell.value + text;
        break;
      }
      case 'inline':
        this.rich.text(source, from, to, raw);
        break;
      case 'data':
      case 'row':
      case 'cell':
        if (source.slice(from, to).trim() !== '') throw this.damaged('has text between its cells');
        break;
      default:
        break;
    }
  }

  private openBefore(source: string, from: number): void {
    const name = localName(source, from);
    if (this.prefix === -1) {
      if (name !== 'worksheet') throw this.damaged('is no worksheet');
      this.prefix = source.slice(from).search(/[^\w.:-]/) - name.length;
    }
    if (name === 'sheetData') this.state = 'data';
  }

  private openRow(source: string, from: number, to: number): void {
    const tag = source.slice(from, to);
    const number = /\sr\s*=\s*["'](\d+)["']/.exec(tag)?.[1];
    this.unnumbered = number === undefined;
    this.setLine(number === undefined ? this.line + 1 : Number(number));
    this.hidden = tag.includes('hidden') && /\shidden\s*=\s*["'](?:1|true|on)["']/.test(tag);
    this.cells = [];
    this.column = -1;
    this.state = 'row';
  }

  private openCell(source: string, from: number, to: number): void {
    const { cell } = this;
    cell.type = 'n';
    cell.style = 0;
    cell.value = undefined;
    cell.formula = false;
    this.state = 'cell';
    this.column++;
    for (let at = from + 1; at < to;) {
      const code = source.charCodeAt(at);
      if (code <= SPACE || code === SLASH) {
        at++;
        continue;
      }
      let nameEnd = at + 1;
      while (nameEnd < to && source.charCodeAt(nameEnd) !== EQUALS) nameEnd++;
      const quote = beginOfValue(source, nameEnd + 1);
      const mark = source.charCodeAt(quote);
      let end = quote + 1;
      while (end < to && source.charCodeAt(end) !== mark) end++;
      let last = nameEnd;
      while (source.charCodeAt(last - 1) <= SPACE) last--;
      const name = last === at + 1 ? code : 0;
      if (name === R) this.place(source, quote + 1, end);
      else if (name === S) cell.style = wholeNumber(source, quote + 1, end);
      else if (name === T) cell.type = this.typeOf(source.slice(quote + 1, end));
      at = end + 1;
    }
    if (this.column >= LAST_COLUMN) throw this.damaged('has a cell beyond the last column of any sheet');
  }

  /**
   * Nearly every cell is `<c …><v>…</v></c>`, and of writers that stream `<c …><is><t>…</t></is></c>`: taken in one go, in half of the
   * time that tag by tag takes.
   */
  private wholeCell(source: string, to: number): number | undefined {
    if (this.prefix !== 0 || source.charCodeAt(to - 1) === SLASH) return undefined;
    const begin = isAt(source, to + 1, VALUE) ? to + 1 + VALUE.length : isAt(source, to + 1, INLINE) ? to + 1 + INLINE.length : -1;
    if (begin === -1) return undefined;
    const end = source.indexOf('<', begin);
    const inline = begin > to + 1 + VALUE.length;
    const close = inline ? INLINE_END : VALUE_END;
    if (end === -1 || !isAt(source, end, close)) return undefined;
    const text = source.slice(begin, end);
    if (inline) this.cell.value = cellString(text);
    else if (text !== '') this.cell.value = text;
    this.closeCell();
    return end + close.length;
  }

  private place(source: string, from: number, to: number): void {
    this.column = columnOf(source, from, to);
    const line = rowOf(source, from, to);
    if (this.column === -1 || line === -1) throw this.damaged('has a cell whose place cannot be read');
    if (line === this.line) return;
    if (!this.unnumbered || this.cells.length > 0) throw this.damaged(`has a cell of row ${line} in row ${this.line}`);
    this.setLine(line);
  }

  private setLine(line: number): void {
    if (line < 1 || line > LAST_ROW) throw this.damaged('has a row beyond the last one of any sheet');
    this.line = line;
  }

  private typeOf(type: string): CellType {
    if (!TYPES.has(type)) throw this.damaged('has a cell of an unknown type');
    return type as CellType;
  }

  private closeCell(): void {
    this.state = 'row';
    const raw = cellValue(this.cell, this.rules);
    if (raw === undefined) return;
    const { cells, column } = this;
    while (cells.length < column) cells.push('');
    if (column === cells.length) cells.push(raw);
    else if (cells[column] === '') cells[column] = raw;
    else throw this.damaged(`has two cells in one place in row ${this.line}`);
  }

  private closeRow(): void {
    this.state = 'data';
    const row = filledRow(this.line, this.cells, this.hidden);
    if (row !== undefined) this.rows.push(row);
  }

  /** Further things of a cell or row (extensions) hold no value; alternatives for other programs could. */
  private skip(source: string, from: number): void {
    if (localName(source, from) === 'AlternateContent') throw this.damaged('has alternative contents for its cells');
    this.skipped = 1;
  }

  private damaged(why: string) {
    return unreadablePart(this.part, why);
  }
}

const VALUE = '<v>';
const VALUE_END = '</v></c>';
const INLINE = '<is><t>';
const INLINE_END = '</t></is></c>';

/** For a few characters faster than startsWith. */
function isAt(source: string, at: number, wanted: string): boolean {
  for (let index = 0; index < wanted.length; index++) if (source.charCodeAt(at + index) !== wanted.charCodeAt(index)) return false;
  return true;
}

const SPACE = 0x20;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const GT = 0x3e;
const R = 0x72;
const S = 0x73;
const T = 0x74;
const C = 0x63;

function isCell(source: string, from: number): boolean {
  const next = source.charCodeAt(from + 1);
  return source.charCodeAt(from) === C && (next <= SPACE || next === GT || next === SLASH);
}

/** Blanks around the equals sign are allowed, and nobody writes them. */
function beginOfValue(source: string, from: number): number {
  let at = from;
  while (source.charCodeAt(at) <= SPACE) at++;
  return at;
}
