/** A small program on the disk, and its engine as `assurance up` runs it. */

import { Client as TemporalClient, Connection } from '@temporalio/client';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { connect, startUp, type Client } from '../../../client/index.js';
import { loadProject, type LoadedProject } from '../../../client/project.js';

/** Nobody has this name; where it shows up outside the registry, it leaked. */
export const endUser = 'Zebulon Quixote Holdings';

const header = [
  'invoice_number,invoice_date,product_number,serial_number,quantity',
  'end_user_name,end_user_address_line1,end_user_city,end_user_state,end_user_postal_code,end_user_country',
].join(',');

export const sale = (serial: string, name = endUser) =>
  `I-${serial},2026-04-01,LS-100,${serial},1,${name},5 Main Street,Austin,TX,78701,US`;
export const posFile = (...rows: string[]) => `${[header, ...rows].join('\n')}\n`;
export const good = (...serials: string[]) => posFile(...serials.map((s) => sale(s)));
/** Every row is rejected. */
export const bad = (...serials: string[]) => posFile(...serials.map((s) => sale(s, 'N/A')));
export const shipments = (...serials: string[]) =>
  `shipped_on,ship_to_party,product_number,serial_number\n${serials.map((s) => `2026-03-01,NORTHGATE,LS-100,${s}\n`).join('')}`;

export interface SourceLines {
  id: string;
  feed?: string;
  /** Further lines of YAML, two spaces deep. */
  more?: string[];
}

/** A POS source whose files are held when more than half of their rows are rejected. */
const strict = ['limits: { reject_share: 0.5 }'];

export class Program {
  readonly folder = mkdtempSync(join(realpathSync(tmpdir()), 'assurance-test-'));

  constructor(readonly sources: SourceLines[]) {
    for (const { id } of sources) mkdirSync(join(this.folder, 'in', id), { recursive: true });
    this.writeProject(sources);
  }

  writeProject(sources: SourceLines[], lines: string[] = []): void {
    const of = ({ id, feed = 'pos', more = strict }: SourceLines) => [
      `  - id: ${id}`,
      '    party: NORTHGATE',
      `    feed: ${feed}`,
      `    connector: { type: folder, path: ./in/${id}, settle_seconds: 0 }`,
      ...more.map((line) => `    ${line}`),
    ];
    writeFileSync(
      join(this.folder, 'assurance.yaml'),
      ['version: 1', 'as_of: 2026-06-01', ...lines, 'sources:', ...sources.flatMap(of), ''].join('\n'),
    );
  }

  put(source: string, file: string, content: string): string {
    const path = join(this.folder, 'in', source, file);
    writeFileSync(path, content);
    return path;
  }

  load(): Promise<LoadedProject> {
    return loadProject(this.folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export interface Running {
  program: Program;
  loaded: LoadedProject;
  client: Client;
  /** Temporal itself, to look at what it was told. */
  temporal: TemporalClient;
  stop(): Promise<void>;
}

export const quiet = () => undefined;

/** An engine that stays until it is stopped; the client joins it. */
export async function up(program: Program): Promise<Running> {
  const loaded = await program.load();
  const engine = await startUp(loaded, { onLog: quiet });
  const connection = await Connection.connect({ address: engine.address });
  const client = connect(loaded, { onLog: quiet });
  return {
    program,
    loaded,
    client,
    temporal: new TemporalClient({ connection }),
    async stop() {
      await client.close();
      await connection.close();
      await engine.stop();
    },
  };
}

/** For one test: everything is gone after it. */
export async function running(sources: SourceLines[], prepare: (program: Program) => void = quiet): Promise<Running> {
  const program = new Program(sources);
  onTestFinished(() => program.remove());
  prepare(program);
  const engine = await up(program);
  onTestFinished(() => engine.stop());
  return engine;
}

/** One command that starts an engine for itself. */
export async function call<T>(program: Program, work: (client: Client) => Promise<T>): Promise<T> {
  const client = connect(await program.load(), { onLog: quiet });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
