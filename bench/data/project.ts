/** A whole project folder: the project file, master data, shipments, and the POS rows as one file, as many small ones, or as a workbook. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvLine, writeLines } from './csv.js';
import { header, posRow, type PosCells } from './pos-rows.js';
import { accessories, asOf, day, parties, reporter, systems, unit } from './program.js';
import { Sales } from './sales.js';
import { writeWorkbook } from './workbook.js';

export interface Shape {
  /** POS rows in all, and as many shipped units. */
  rows: number;
  /** Over how many POS files the rows are spread, in their order. */
  files: number;
  format: 'csv' | 'xlsx';
  seed: number;
}

/** @returns the POS files, in the order of their rows */
export function writeProject(folder: string, { rows, files, format, seed }: Shape): string[] {
  const manufacturer = join(folder, 'inbox/manufacturer');
  const inbox = join(folder, 'inbox/northgate');
  for (const path of [manufacturer, inbox]) mkdirSync(path, { recursive: true });
  writeFileSync(join(folder, 'assurance.yaml'), projectFile(format));
  writeLines(join(manufacturer, 'products.csv'), productLines());
  writeLines(join(manufacturer, 'parties.csv'), partyLines());
  writeLines(join(manufacturer, 'shipments.csv'), shipmentLines(seed, rows));

  const sales = new Sales(seed, rows);
  const digits = String(files).length;
  return Array.from({ length: files }, (_, at) => {
    const [from, to] = [Math.floor((rows * at) / files), Math.floor((rows * (at + 1)) / files)];
    const path = join(inbox, files === 1 ? `pos.${format}` : `pos-${String(at + 1).padStart(digits, '0')}.${format}`);
    if (format === 'xlsx') writeWorkbook(path, posRows(sales, from, to));
    else writeLines(path, posLines(sales, from, to));
    return path;
  });
}

function* posRows(sales: Sales, from: number, to: number): Generator<PosCells> {
  for (let row = from; row < to; row += 1) yield posRow(sales, row);
}

function* posLines(sales: Sales, from: number, to: number): Generator<string> {
  yield csvLine(header);
  for (const row of posRows(sales, from, to)) {
    const cells = header.map((name) => row[name]);
    if (row.short) cells.splice(-3);
    if (row.long) cells.splice(10, 0, 'North Wing');
    yield csvLine(cells);
  }
}

function* productLines(): Generator<string> {
  yield csvLine(['product_number', 'product_name', 'product_type', 'serial_pattern', 'warranty_type', 'warranty_months', 'program']);
  for (const product of [...systems, ...accessories]) {
    const { product_number, product_name, product_type, serial_pattern, warranty_months } = product;
    yield csvLine([product_number, product_name, product_type, serial_pattern, warranty_months && 'standard', warranty_months, '']);
  }
}

function* partyLines(): Generator<string> {
  yield csvLine(['party_id', 'party_name', 'party_kind', 'expert_video_partner', 'country']);
  for (const { party_id, party_name, party_kind, expert_video_partner, country } of parties)
    yield csvLine([party_id, party_name, party_kind, String(expert_video_partner), country]);
}

function* shipmentLines(seed: number, units: number): Generator<string> {
  yield csvLine(['shipped_on', 'ship_to_party', 'product_number', 'serial_number', 'delivery_note']);
  for (let number = 0; number < units; number += 1) {
    const { product, serial_number, shipped, ship_to } = unit(seed, number);
    yield csvLine([day(shipped), ship_to, product.product_number, serial_number, `DN-${100_000 + (number >> 5)}`]);
  }
}

const projectFile = (format: Shape['format']): string => `version: 1
home: ./var
timezone: UTC
as_of: ${asOf}
policy: { version: bench, grace_days: 45, stock_aging_days: 120 }
sources:
  - id: products
    party: MANUFACTURER
    feed: products
    connector: { type: folder, path: ./inbox/manufacturer, pattern: 'products*.csv', settle_seconds: 0 }
  - id: parties
    party: MANUFACTURER
    feed: parties
    connector: { type: folder, path: ./inbox/manufacturer, pattern: 'parties*.csv', settle_seconds: 0 }
  - id: shipments
    party: MANUFACTURER
    feed: shipments
    connector: { type: folder, path: ./inbox/manufacturer, pattern: 'shipments*.csv', settle_seconds: 0 }
  - id: northgate-pos
    party: ${reporter}
    feed: pos
    connector: { type: folder, path: ./inbox/northgate, pattern: '*.${format}', settle_seconds: 0 }
    format: { type: ${format} }
`;
