/**
 * A text file as a relation that DuckDB reads with all cores. Its dialect is the declared one, never sniffed; every physical line is counted
 * beside it, and where the two do not agree, or a sign means different things to different readers, the file goes to csv-parse as a whole.
 */

import { randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import type { BulkReading, SettledLines } from '../schemas/bulk.js';
import { AssuranceError } from '../schemas/errors/error.js';
import type { CsvFormat } from '../schemas/project.js';
import type { RawTable } from '../schemas/rows.js';
import { literal } from '../schemas/sql.js';
import { BEYOND, BulkLines } from './csv-bulk-lines.js';
import { readDelimited } from './csv.js';
import { CsvSurvey } from './csv-survey.js';
import { decoderFor } from './decode.js';
import { endMarkAt } from './end-mark.js';
import type { ReadOptions } from './reader.js';
import { withSepLine } from './sep-line.js';
import { whatIs } from './sniff.js';

const READ_BYTES = 1_048_576;
/** DuckDB holds a group of rows of every column at once. */
const COLUMNS = 500;
const HEAD_BYTES = 8 * 1024;
/** What no cell holds. DuckDB wants a text that means NULL; an empty cell is to stay an empty text. */
const noText = randomUUID();

export interface BulkOptions extends ReadOptions {
  /** File for the text as UTF-8, when the file is in another encoding or ends with a mark that is no text. Removed by `close`. */
  scratch: string;
}

export interface OpenBulk {
  bulk: BulkReading;
  close: () => Promise<void>;
}

/**
 * Looks at every byte of a text file and says how DuckDB may read it.
 * @returns undefined when it is not plain enough, or wrong: reading it row by row says what is wrong, and where.
 * @throws the signal's reason when it was aborted.
 */
export async function bulkCsv(path: string, declared: CsvFormat, { scratch, signal, onBytes }: BulkOptions): Promise<OpenBulk | undefined> {
  const [delimiter, quote] = [ascii(declared.delimiter), ascii(declared.quote)];
  const total = totalSql(declared.total_row);
  if (delimiter === undefined || quote === undefined || total === undefined) return undefined;

  const file = await open(path);
  let copy: FileHandle | undefined;
  const close = () => rm(scratch, { force: true });
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead: headBytes } = await file.read(head, 0, HEAD_BYTES, 0);
    if (whatIs(head.subarray(0, headBytes)) !== undefined) return undefined;
    const { format, above } = withSepLine(declared, head.subarray(0, headBytes));
    if (above > 0) return undefined;
    const survey = new CsvSurvey(format.header_row, { delimiter, quote });
    const decoder = decoderFor(format.encoding, head.subarray(0, headBytes));
    if (format.encoding !== 'utf-8' || (await endsWithMark(file))) copy = await open(scratch, 'w');

    for (let read = 0; survey.plain;) {
      signal?.throwIfAborted();
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES, read);
      const { utf8, invalid } = bytesRead === 0 ? decoder.end() : decoder.write(buffer.subarray(0, bytesRead));
      if (invalid !== undefined) return undefined;
      survey.take(utf8);
      await copy?.write(utf8);
      if (bytesRead === 0) break;
      read += bytesRead;
      onBytes?.(read);
    }
    survey.end();
    const table = survey.plain ? await headerOf(survey, format) : undefined;
    // Of a file without a header only a corrected copy has one
    if (table === undefined || table.header_line !== format.header_row || table.header.length > COLUMNS) return undefined;
    const text = copy === undefined ? path : scratch;
    const lines = new BulkLines(text, format, table, survey, decoder);
    return { bulk: reading(text, format, table, survey, total, lines), close };
  } catch (error) {
    if (error instanceof AssuranceError) return undefined;
    throw error;
  } finally {
    await file.close();
    await copy?.close();
  }
}

/** Of a file in UTF-8. The bytes behind the last row that may belong to the mark are three: Ctrl-Z, CR and LF. */
async function endsWithMark(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  const { bytesRead, buffer } = await file.read(Buffer.alloc(3), 0, 3, Math.max(0, size - 3));
  return endMarkAt(buffer.subarray(0, bytesRead)) < bytesRead;
}

const ascii = (sign: string): number | undefined => (/^[\x01-\x7f]$/.test(sign) ? sign.charCodeAt(0) : undefined);

/**
 * The source's `total_row` as a condition on the first filled cell. Both know these signs and mean the same by them.
 * @returns undefined when the pattern is made of more.
 */
function totalSql(pattern: string | undefined): TotalSql | undefined {
  if (pattern === undefined) return () => 'true';
  if (!/^[A-Za-z0-9 ^$|()?:*+.-]+$/.test(pattern) || /\(\?(?!:)/.test(pattern)) return undefined;
  return (cells, blanks) => {
    // String.trim leaves those of no width, so that a cell of them is filled
    const signs = literal(` ${blanks.filter((blank) => blank.trim() === '').join('')}`);
    const filled = cells.map((cell) => `nullif(trim(${cell}, ${signs}), '')`);
    return `NOT regexp_matches(coalesce(${filled.join(', ')}, ''), ${literal(pattern)})`;
  };
}

/** Over all cells of a row, and blanks besides U+0020 that may stand at their edges. */
type TotalSql = (cells: readonly string[], blanks: readonly string[]) => string;

/** The header, or the first row where there is none, as csv-parse reads it; undefined when it is more, or less, than one line. */
async function headerOf(survey: CsvSurvey, format: CsvFormat): Promise<RawTable | undefined> {
  async function* pieces() {
    yield Buffer.concat(survey.head);
  }
  for await (const { table } of readDelimited(pieces(), { ...format, encoding: 'utf-8' })) return table;
  return undefined;
}

function reading(path: string, format: CsvFormat, table: RawTable, survey: CsvSurvey, total: TotalSql, lines: BulkLines): BulkReading {
  const cells = table.header.map((_, at) => `c${at}`);
  const extra = Array.from({ length: BEYOND }, (_, at) => `x${at}`);
  const rejects = `rejects_${randomUUID().replaceAll('-', '')}`;
  const options = [
    'auto_detect = false',
    'header = false',
    `skip = ${format.header_row}`,
    `delim = ${literal(format.delimiter)}`,
    `quote = ${literal(format.quote)}`,
    `escape = ${literal(format.quote)}`,
    `new_line = ${survey.crlf ? `'\\r\\n'` : `'\\n'`}`,
    `nullstr = ${literal(noText)}`,
    'null_padding = true',
    'store_rejects = true',
    `rejects_table = '${rejects}'`,
    `rejects_scan = '${rejects}_scan'`,
    `columns = {${[...cells, ...extra].map((name) => `'${name}': 'VARCHAR'`).join(', ')}}`,
  ];
  const blanks = [...survey.unusualBlanks];
  const inAny = (signs: readonly string[]) =>
    signs.flatMap((sign) => cells.map((cell) => `contains(${cell}, ${literal(sign)})`)).join(' OR ');
  const plain = [
    `c${cells.length - 1} IS NOT NULL`,
    ...extra.map((name) => `coalesce(${name}, '') = ''`),
    total(cells, blanks),
    ...(survey.looseQuotes ? [`NOT (${inAny([format.quote])})`] : []),
  ];
  const rows = `read_csv(${literal(path)}, ${options.join(', ')})`;
  return {
    table,
    relation: blanks.length === 0 ? rows : `(SELECT *, (${inAny(blanks)}) AS odd_blank FROM ${rows})`,
    columns: cells.length,
    beyond: BEYOND,
    blanks,
    hashes: survey.hashes,
    controls: survey.controls,
    plain: plain.map((condition) => `(${condition})`).join(' AND '),
    rejects,
    settle: (rows, rejected): Promise<SettledLines | undefined> => lines.settle(rows, rejected),
  };
}
