/** A workbook of one sheet whose XML is written by hand, as programs other than Excel and SheetJS write it. */

import { containerOf } from './containers.js';

export type WrittenCell =
  | { kind: 'inline'; value: string }
  | { kind: 'rich'; runs: string[] }
  | { kind: 'number'; value: number }
  | { kind: 'formula'; value: string }
  | { kind: 'style' }
  | { kind: 'uncalculated' };

export interface WrittenSheet {
  /** Of the namespace of the sheet's elements, with its colon. */
  prefix: string;
  /** Whether cells, and rows, say where they are. */
  references: boolean;
  numbered: boolean;
  strict: boolean;
  spaced: boolean;
  rows: { hidden: boolean; gap: number; cells: WrittenCell[] }[];
}

const escape = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

    .replace(/[\u0000-\u0008\u000b-\u001f]/g, (character) => `_x${character.charCodeAt(0).toString(16).padStart(4, '0')}_`);

export function sheetXlsx(sheet: WrittenSheet): Buffer {
  return partsXlsx(sheetXml(sheet), sheet.strict);
}

/** @param sheet the XML of the only sheet. */
export function partsXlsx(sheet: string, strict = false, more: Record<string, string> = {}): Buffer {
  const main = strict ? 'http://purl.oclc.org/ooxml/spreadsheetml/main' : 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = strict ? 'http://purl.oclc.org/ooxml/officeDocument' : 'http://schemas.openxmlformats.org/officeDocument/2006';
  const packages = 'http://schemas.openxmlformats.org/package/2006';
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const relations = (target: string, kind: string) =>
    `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/relationships/${kind}" Target="${target}"/></Relationships>`;
  const parts = {
    '/[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    '/_rels/.rels': relations('xl/workbook.xml', 'officeDocument'),
    '/xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
    '/xl/_rels/workbook.xml.rels': relations('worksheets/sheet1.xml', 'worksheet'),
    '/xl/worksheets/sheet1.xml': sheet.replaceAll('MAIN', main),
    ...more,
  };
  return containerOf('zip', Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, Buffer.from(xml)])));
}

function sheetXml({ prefix, references, numbered, spaced, rows }: WrittenSheet): string {
  const p = prefix;
  const blank = spaced ? '\n  ' : '';
  const text = (value: string) => `<${p}t xml:space="preserve">${escape(value)}</${p}t>`;
  const content = (cell: WrittenCell): [type: string, xml: string] => {
    switch (cell.kind) {
      case 'inline':
        return [' t="inlineStr"', `<${p}is>${text(cell.value)}</${p}is>`];
      case 'rich':
        return [
          ' t="inlineStr"',
          `<${p}is>${cell.runs.map((run) => `<${p}r><${p}rPr><${p}b/></${p}rPr>${text(run)}</${p}r>`).join('')}<${p}rPh sb="0" eb="1">${text('read aloud')}</${p}rPh></${p}is>`,
        ];
      case 'number':
        return ['', `<${p}v>${cell.value}</${p}v>`];
      case 'formula':
        return [' t="str"', `<${p}f>A1&amp;"x"</${p}f><${p}v>${escape(cell.value)}</${p}v>`];
      case 'style':
        return [' s="0"', ''];
      case 'uncalculated':
        return ['', `<${p}f>1+2</${p}f>`];
    }
  };
  let line = 1;
  const body = rows.map(({ hidden, gap, cells }) => {
    line += 1 + (numbered ? gap : 0);
    const inside = cells.map((cell, at) => {
      const [type, xml] = content(cell);
      const place = references ? ` r="${String.fromCharCode(65 + at)}${line}"` : '';
      return xml === '' ? `<${p}c${place}${type}/>` : `<${p}c${place}${type}>${xml}</${p}c>`;
    });
    return `${blank}<${p}row${numbered ? ` r="${line}"` : ''}${hidden ? ' hidden="1"' : ''}>${blank}${inside.join(blank)}${blank}</${p}row>`;
  });
  const header = `<${p}row><${p}c t="inlineStr"><${p}is><${p}t>header</${p}t></${p}is></${p}c></${p}row>`;
  const space = prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${p}worksheet ${space}="MAIN"><${p}sheetData>${header}${body.join('')}${blank}</${p}sheetData></${p}worksheet>`;
}
