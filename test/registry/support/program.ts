/** A small registry in a temporary folder: deliveries are staged as the judge would leave them, and the tables read as people read them. */

import { DuckDBInstance } from '@duckdb/node-api';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeriveOptions } from '../../../registry/derive.js';
import { Registry } from '../../../registry/registry.js';
import { readSnapshot } from '../../../registry/snapshot.js';
import type { Judgement, TakenDelivery } from '../../../schemas/delivery.js';
import { feedFields } from '../../../schemas/feeds/contract.js';
import { projectSchema, type Project } from '../../../schemas/project.js';
import { homePaths, stagingPaths } from '../../../schemas/staging.js';
import type { Feed } from '../../../schemas/vocabulary.js';

type FieldValue = string | number | boolean | null;
export type FactRow = Record<string, FieldValue>;

export interface RejectedRow {
  line?: number;
  codes: string[];
  /** The column of each code; without it they are all about one cell. */
  columns?: string[];
  product_number: string | null;
  serial_numbers: string[];
  business_date: string | null;
}

export interface Report {
  source: string;
  file?: string;
  rows: FactRow[];
  rejected?: RejectedRow[];
  /** Which delivery is later: text, compared as text. */
  order?: string;
  status?: Judgement['status'];
  period?: [string, string];
  received_at?: string;
  findings?: Judgement['findings'];
  /** Makes it a corrected copy: which of its lines corrects which rejected row. Accepted rows stand on lines 2, 3 …, rejected ones on 100, 101 … */
  corrects?: { line: number; of: { delivery_id: string; line: number } }[];
}

export class Program {
  private batches = 0;
  private constructor(
    readonly folder: string,
    public project: Project,
    public registry: Registry,
  ) {}

  static async make(project: Record<string, unknown> = {}, deriving?: DeriveOptions): Promise<Program> {
    const folder = await mkdtemp(join(tmpdir(), 'assurance-registry-'));
    const parsed = projectSchema.parse({ version: 1, as_of: '2026-07-01', sources: sources(), ...project });
    return new Program(folder, parsed, await Registry.open(place(folder, parsed), deriving));
  }

  /** One product, of which units with these serials were shipped. */
  static async shipped(serials: string[]): Promise<Program> {
    const program = await Program.make();
    await program.deliver(
      { source: 'products', rows: [product()] },
      { source: 'shipments', rows: serials.map((serial) => shipment(serial)) },
    );
    return program;
  }

  async close(): Promise<void> {
    await this.registry.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The same registry on another day or under another policy. */
  async reopen(change: Partial<Project>): Promise<void> {
    await this.registry.close();
    this.project = { ...this.project, ...change };
    this.registry = await Registry.open(place(this.folder, this.project));
  }

  /** Stages reports and commits them in one batch. Returns the delivery ids. */
  async deliver(...reports: Report[]): Promise<string[]> {
    const ids = [];
    for (const report of reports) ids.push(await this.stage(report));
    await this.registry.reconcile({ batch_id: `batch-${(this.batches += 1)}`, delivery_ids: ids, sighting_ids: [], refusals: [] });
    return ids;
  }

  async stage(report: Report): Promise<string> {
    const source = this.project.sources.find((s) => s.id === report.source);
    if (!source) throw new Error(`no source ${report.source}`);
    const { sha256, id } = identityOf(report);
    const paths = stagingPaths(homePaths(this.folder).staging, id);
    await mkdir(paths.folder, { recursive: true });
    const received = report.received_at ?? '2026-06-30T12:00:00Z';
    const taken: TakenDelivery = {
      delivery_id: id,
      source_id: source.id,
      feed: source.feed,
      party_id: source.party,
      file_name: report.file ?? `${id}.csv`,
      sha256,
      bytes: 100,
      modified_at: received,
      received_at: received,
    };
    const rejected = report.rejected ?? [];
    const some = report.rows.length > 0;
    const judgement: Judgement = {
      delivery_id: id,
      status: report.status ?? (rejected.length > 0 ? (some ? 'partial' : 'rejected') : some ? 'accepted' : 'nil'),
      rows_read: report.rows.length + rejected.length,
      rows_accepted: report.rows.length,
      rows_rejected: rejected.length,
      error_code: null,
      error: null,
      account: { tables: [], sheets_not_read: [], notes: [] },
      headers: [],
      contract: { id: source.feed, version: '1.0.0' },
      layout_to: null,
      period_from: report.period?.[0] ?? null,
      period_to: report.period?.[1] ?? null,
      order_key: report.order ?? received,
      findings: report.findings ?? [],
      ...(report.corrects === undefined ? {} : { corrects: [...new Set(report.corrects.map(({ of }) => of.delivery_id))] }),
    };
    const references = (report.corrects ?? []).map(({ line, of }) => {
      const place = { corrects_delivery: of.delivery_id, corrects_sheet: null, corrects_line: of.line };
      return `${JSON.stringify({ sheet: null, line, ...place, accepted: line < 100 })}\n`;
    });
    await writeFile(paths.corrections, references.join(''));
    await writeFile(paths.delivery, JSON.stringify(taken));
    await writeFile(paths.judgement, JSON.stringify(judgement));
    await writeParquet(paths.accepted, accepted(report.rows), acceptedTypes(source.feed));
    await writeParquet(
      paths.rejected,
      rejected.map((row, i) => ({
        sheet: null,
        line: row.line ?? 100 + i,
        cells: '[]',
        codes: row.codes,
        product_number: row.product_number,
        serial_numbers: row.serial_numbers,
        business_date: row.business_date,
        errors: JSON.stringify(
          row.codes.map((code, at) => ({
            column: row.columns?.[at] ?? 'Kunde',
            field: 'end_user_name',
            code,
            value: null,
            message: 'm',
            fix: 'f',
          })),
        ),
      })),
      {
        sheet: 'VARCHAR',
        line: 'BIGINT',
        cells: 'VARCHAR',
        errors: 'VARCHAR',
        codes: 'VARCHAR[]',
        product_number: 'VARCHAR',
        serial_numbers: 'VARCHAR[]',
        business_date: 'DATE',
      },
    );
    return id;
  }

  /** The bytes of a delivery lie there once more, under this name. */
  async seeAgain(deliveryId: string, fileName: string): Promise<void> {
    const { staging } = homePaths(this.folder);
    const [known] = await this.read(`SELECT source_id, feed, party_id, sha256, bytes FROM deliveries WHERE delivery_id = '${deliveryId}'`);
    const at = '2026-06-30T13:00:00Z';
    const sighting = {
      ...known,
      delivery_id: deliveryId,
      sighting_id: `s${deliveryId}`,
      file_name: fileName,
      modified_at: at,
      received_at: at,
    };
    await mkdir(stagingPaths(staging, sighting.sighting_id).folder, { recursive: true });
    await writeFile(stagingPaths(staging, sighting.sighting_id).sighting, JSON.stringify(sighting));
    await this.registry.reconcile({
      batch_id: `batch-${(this.batches += 1)}`,
      delivery_ids: [],
      sighting_ids: [sighting.sighting_id],
      refusals: [],
    });
  }

  async read(sql: string): Promise<Record<string, unknown>[]> {
    await this.registry.publish();
    return readSnapshot(this.folder, sql);
  }

  /** One asset as the view shows it. */
  async asset(serial: string, product = 'CAM-1'): Promise<Record<string, unknown>> {
    const [asset] = await this.read(`SELECT * FROM assets WHERE serial_number = '${serial}' AND product_number = '${product}'`);
    if (!asset) throw new Error(`no asset ${product} ${serial}`);
    return asset;
  }
}

/** The id that a report gets, as others refer to it. */
export function identityOf(report: Report): { sha256: string; id: string } {
  const sha256 = createHash('sha256').update(JSON.stringify(report)).digest('hex');
  return { sha256, id: `d${createHash('sha256').update(`${report.source}\n${sha256}`).digest('hex').slice(0, 20)}` };
}

function place(folder: string, project: Project) {
  return { project, home: folder, registry: join(folder, 'registry.duckdb'), staging: homePaths(folder).staging };
}

/** One source for each feed and correction mode; each under a party of its own kind. */
export function sources(): Record<string, unknown>[] {
  const folder = (id: string) => ({ type: 'folder', path: `./inbox/${id}` });
  const pos = (id: string, party: string, more: object = {}) => ({ id, party, feed: 'pos', connector: folder(id), ...more });
  return [
    { id: 'products', party: 'MAKER', feed: 'products', connector: folder('products') },
    { id: 'parties', party: 'MAKER', feed: 'parties', connector: folder('parties') },
    { id: 'shipments', party: 'MAKER', feed: 'shipments', connector: folder('shipments') },
    { id: 'sales-out', party: 'PARTNER', feed: 'sales_out', connector: folder('sales-out') },
    { id: 'steps', party: 'PARTNER', feed: 'agreements', connector: folder('steps') },
    { id: 'upserting-steps', party: 'DIST', feed: 'agreements', connector: folder('upserting-steps'), corrections: 'upsert' },
    { id: 'replacing-steps', party: 'DIST', feed: 'agreements', connector: folder('replacing-steps'), corrections: 'replace_file' },
    pos('dist-pos', 'DIST'),
    pos('partner-pos', 'PARTNER'),
    pos('restating-pos', 'DIST', { corrections: 'replace_period' }),
    pos('replacing-pos', 'DIST', { corrections: 'replace_file' }),
    pos('upserting-pos', 'DIST', { corrections: 'upsert' }),
  ];
}

/** Partners are assessed in a program that has these; the partner reports on itself, the manufacturer audits. */
export function capabilitySources(): Record<string, unknown>[] {
  const folder = (id: string) => ({ type: 'folder', path: `./inbox/${id}` });
  return [
    { id: 'centers', party: 'PARTNER', feed: 'call_centers', connector: folder('centers') },
    { id: 'engineers', party: 'PARTNER', feed: 'engineers', connector: folder('engineers') },
    { id: 'engineers-month', party: 'PARTNER', feed: 'engineers', connector: folder('engineers-month'), corrections: 'replace_period' },
    { id: 'centers-file', party: 'PARTNER', feed: 'call_centers', connector: folder('centers-file'), corrections: 'replace_file' },
    { id: 'audits', party: 'MAKER', feed: 'audits', connector: folder('audits') },
  ];
}

export const product = (more: FactRow = {}): FactRow => ({
  product_number: 'CAM-1',
  product_name: 'Camera',
  product_type: 'system',
  warranty_type: 'standard',
  warranty_months: 12,
  ...more,
});
export const party = (id: string, kind: string, more: FactRow = {}): FactRow => ({
  party_id: id,
  party_name: `${id} Video`,
  party_kind: kind,
  ...more,
});
export const shipment = (serial: string, more: FactRow = {}): FactRow => ({
  shipped_on: '2026-05-01',
  ship_to_party: 'DIST',
  product_number: 'CAM-1',
  serial_number: serial,
  ...more,
});
export const sale = (serial: string, more: FactRow = {}): FactRow => ({
  transaction_type: 'sale',
  invoice_number: `I-${serial}`,
  invoice_date: '2026-06-01',
  product_number: 'CAM-1',
  serial_number: serial,
  quantity: 1,
  end_user_name: 'Invented Hospital Inc.',
  end_user_address_line1: '1 Sample Street',
  end_user_city: 'Springfield',
  end_user_state: 'IL',
  end_user_postal_code: '62701',
  end_user_country: 'US',
  ...more,
});
export const agreement = (serial: string, more: FactRow = {}): FactRow => ({
  agreement_number: `A-${serial}`,
  program: 'PAMS',
  service_product_number: 'SVC-PAMS',
  product_number: 'CAM-1',
  serial_number: serial,
  term_start: '2026-06-01',
  term_end: '2027-05-31',
  seller_party: 'PARTNER',
  end_user_name: 'Invented Hospital Inc.',
  ordered_on: '2026-05-20',
  delivered_on: '2026-05-25',
  ...more,
});

export const callCenter = (from: string, more: FactRow = {}): FactRow => ({
  party_id: 'PARTNER',
  call_center_id: 'CC-1',
  hours_per_day: 8,
  days_per_week: 5,
  technical_staff: 4,
  case_system: 'DeskLog',
  troubleshooting_lab: true,
  valid_from: from,
  ...more,
});
export const engineer = (id: string, certified: string, more: FactRow = {}): FactRow => ({
  party_id: 'PARTNER',
  call_center_id: 'CC-1',
  engineer_id: id,
  certification: 'Video Systems',
  certified_on: certified,
  ...more,
});
export const audit = (on: string, more: FactRow = {}): FactRow => ({
  party_id: 'PARTNER',
  call_center_id: 'CC-1',
  audited_on: on,
  auditor: 'An Auditor',
  outcome: 'passed',
  ...more,
});

/** A step of the agreement of `agreement(serial)`; without a unit it concerns all of its units. */
export const step = (kind: string, on: string, serial: string, more: FactRow = {}): FactRow => ({
  agreement_number: `A-${serial}`,
  step: kind,
  step_on: on,
  ...more,
});

/** The columns that the judge writes: the place in the file, then the fields of the feed's contract. */
const acceptedTypes = (feed: Feed): Record<string, string> => ({
  sheet: 'VARCHAR',
  line: 'BIGINT',
  item: 'INTEGER',
  ...Object.fromEntries(feedFields(feed).map(({ name, sql_type }) => [name, sql_type])),
});

/** What a row does not say stays empty. */
const accepted = (rows: FactRow[]): Record<string, unknown>[] => rows.map((row, i) => ({ sheet: null, line: i + 2, item: 1, ...row }));

/** One instance for all files: opening one takes longer than writing a file. */
const writer = DuckDBInstance.create(':memory:').then((instance) => instance.connect());

async function writeParquet(file: string, rows: Record<string, unknown>[], types: Record<string, string>): Promise<void> {
  const json = `${file}.json`;
  await writeFile(json, rows.map((row) => JSON.stringify(row)).join('\n'));
  const columns = Object.entries(types)
    .map(([name, type]) => `${name}: '${type}'`)
    .join(', ');
  const connection = await writer;
  await connection.run(
    `COPY (SELECT * FROM read_json('${json}', format = 'newline_delimited', columns = {${columns}})) TO '${file}' (FORMAT parquet)`,
  );
  await rm(json);
}
