/** What nobody sees of an .ods, which SheetJS does not tell: hidden sheets and hidden rows, as "content.xml" says of them. */

import { scan } from './ooxml/part.js';
import type { Piece } from './ooxml/piece.js';
import type { XmlHandler } from './ooxml/xml.js';
import { attributesOf, localName } from './ooxml/xml-text.js';
import type { ZipArchive, ZipEntry } from './zip/directory.js';

export interface OdsSheet {
  /** Its style says that it is not displayed. */
  hidden: boolean;
  /** First and last row of each run of hidden rows, from the top to the bottom; one tag may stand for a million of them. */
  hiddenRows: [from: number, to: number][];
}

/** @returns the sheets by their names. @throws WORKBOOK_UNREADABLE for what is no XML. */
export async function odsSheets(archive: ZipArchive, content: ZipEntry): Promise<ReadonlyMap<string, OdsSheet>> {
  const handler = new HiddenScan();
  await scan(archive, content, handler);
  return handler.sheets;
}

/** OpenDocument 1.3, part 3: 19.748 table:visibility; 20.409 table:display, which stands in the automatic style of a table, before all tables. */
class HiddenScan implements XmlHandler {
  readonly sheets = new Map<string, OdsSheet>();
  private readonly hiddenStyles = new Set<string>();
  /** The style of a table whose properties may follow. */
  private style: string | undefined;
  private sheet: OdsSheet | undefined;
  /** The last row that the tags of the sheet stand for. */
  private row = 0;
  /** Tables inside of tables are no sheets. */
  private depth = 0;

  open(source: Piece, from: number, to: number): void {
    const name = localName(source, from);
    if (name === 'style') {
      const style = attributes(source, from, to);
      this.style = style.get('family') === 'table' ? style.get('name') : undefined;
    } else if (name === 'table-properties') {
      if (this.style !== undefined && attributes(source, from, to).get('display') === 'false') this.hiddenStyles.add(this.style);
    } else if (name === 'table') {
      if (this.depth++ === 0) this.openSheet(attributes(source, from, to));
    } else if (name === 'table-row' && this.depth === 1) this.takeRow(attributes(source, from, to));
  }

  close(source: Piece, from: number): void {
    if (localName(source, from) === 'table') this.depth--;
  }

  text(): void {}

  private openSheet(table: Attributes): void {
    this.sheet = { hidden: this.hiddenStyles.has(table.get('style-name') ?? ''), hiddenRows: [] };
    this.row = 0;
    this.sheets.set(table.get('name') ?? '', this.sheet);
  }

  private takeRow(row: Attributes): void {
    const from = this.row + 1;
    const times = Number(row.get('number-rows-repeated') ?? 1);
    this.row += times > 0 ? times : 1;
    if (this.sheet !== undefined && HIDDEN.test(row.get('visibility') ?? '')) this.sheet.hiddenRows.push([from, this.row]);
  }
}

/** Hidden by a person, or by a filter. */
const HIDDEN = /^(?:collapse|filter)$/;

type Attributes = ReadonlyMap<string, string>;

/** By their names without a prefix, which is the writer's choice. */
const attributes = (source: Piece, from: number, to: number): Attributes =>
  new Map([...attributesOf(source, from, to)].map(([name, value]) => [name.slice(name.indexOf(':') + 1), value]));
