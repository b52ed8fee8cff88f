/** Runs a person's SQL on the snapshot and prints the rows in the form that was asked for. */

import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { queryParquet, queryRows, type QueryResult } from '../../client/read.js';
import type { LoadedProject } from '../../client/project.js';
import { AssuranceError } from '../../schemas/errors/error.js';
import { printable } from '../../schemas/printable.js';
import { table } from '../render/table.js';
import { count, number } from '../render/text.js';
import type { Context } from '../session.js';
import { toFile, toTerminal, type Sink } from './sink.js';
import { csvRow, jsonValue, plainText } from './values.js';

export interface Ask {
  sql: string;
  format: 'table' | 'csv' | 'json' | 'parquet';
  asOf?: string;
  out?: string;
}

/** A table is for eyes: it stops here and says so. The other formats never stop. */
const tableRows = 1_000;
const heldBack = 8_000_000;

/** Errors: SNAPSHOT_MISSING, QUERY_INVALID with DuckDB's own words. */
export async function answerQuery(context: Context, { home }: LoadedProject, ask: Ask): Promise<void> {
  const out = ask.out === undefined ? undefined : path.resolve(ask.out);
  if (ask.format === 'parquet') return parquet(context, home, ask, out);
  const result = await queryRows(home, ask.sql, { asOf: ask.asOf });
  try {
    const print = (sink: Sink) => printers[ask.format as keyof typeof printers](result, sink, context);
    await (out === undefined ? toTerminal(context.out, print) : toFile(out, print));
    if (out !== undefined) context.note(`written: ${out}`);
  } finally {
    result.close();
  }
}

const printers = {
  async csv({ columns, chunks }: QueryResult, sink: Sink, { out }: Context): Promise<void> {
    // In a terminal nothing from a file may act; in a pipe or file every byte is the data's own.
    const shown = (values: unknown[]) => csvRow(out.isTTY ? values.map((v) => (typeof v === 'string' ? printable(v) : v)) : values);
    await sink.write(shown(columns.map((c) => c.name)));
    for await (const rows of whileOpen(chunks, sink)) await sink.write(rows.map(shown).join(''));
  },

  async json({ columns, chunks }: QueryResult, sink: Sink): Promise<void> {
    const keys = columns.map((c) => JSON.stringify(c.name));
    let text = '[';
    let rowsWritten = 0;
    for await (const rows of whileOpen(chunks, sink)) {
      for (const row of rows)
        text += `${rowsWritten++ === 0 ? '' : ','}\n  {${row.map((v, i) => `${keys[i] ?? ''}: ${jsonValue(v)}`).join(', ')}}`;
      // A query can fail in the middle. Held back until it is long, a failed one leaves a document that is the error and nothing else.
      if (text.length < heldBack) continue;
      await sink.write(text);
      text = '';
    }
    await sink.write(`${text}${rowsWritten === 0 ? '' : '\n'}]\n`);
  },

  async table({ columns, chunks }: QueryResult, sink: Sink, { out }: Context): Promise<void> {
    const shown: unknown[][] = [];
    let total = 0;
    for await (const rows of chunks) {
      total += rows.length;
      shown.push(...rows.slice(0, Math.max(0, tableRows - shown.length)));
    }
    const drawn = table(
      shown,
      columns.map((c, i) => ({
        head: printable(c.name),
        cell: (row: unknown[]) => plainText(row[i]),
        align: /INT|DECIMAL|DOUBLE|FLOAT/.test(c.type) && !c.type.endsWith(']') ? ('right' as const) : ('left' as const),
        flexible: 'end' as const,
      })),
      out,
    );
    await sink.write(drawn === '' ? '' : `${drawn}\n\n`);
    const rest =
      total > shown.length
        ? `the first ${number(shown.length)} of ${count(total, 'row')}; csv, json and parquet have all`
        : count(total, 'row');
    await sink.write(`(${rest})\n`);
  },
};

async function* whileOpen(chunks: AsyncIterable<unknown[][]>, sink: Sink): AsyncGenerator<unknown[][]> {
  for await (const rows of chunks) {
    if (!sink.open()) return;
    yield rows;
  }
}

/** Parquet is bytes: never to a terminal. */
async function parquet(context: Context, home: string, ask: Ask, out: string | undefined): Promise<void> {
  if (out !== undefined) {
    await queryParquet(home, ask.sql, out, { asOf: ask.asOf });
    return context.note(`written: ${out}`);
  }
  if (context.out.isTTY)
    throw new AssuranceError('COMMAND_USAGE', 'Parquet cannot be shown in a terminal.', {
      fix: 'Name a file with --out FILE, or send it into a pipe.',
    });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'assurance-query-'));
  try {
    const file = path.join(folder, 'result.parquet');
    await queryParquet(home, ask.sql, file, { asOf: ask.asOf });
    for await (const piece of createReadStream(file)) await context.out.writeSlowly(piece as Buffer);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
