/** A copy of a file with two more columns: what is wrong with a rejected row, and what to do. In the file's own layout, safe to open. */

import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { mapHeader } from '../contracts/header.js';
import type { Judgement } from '../schemas/delivery.js';
import { AssuranceError } from '../schemas/errors/error.js';
import { feedFields, type FieldInfo } from '../schemas/feeds/contract.js';
import type { Source } from '../schemas/project.js';
import type { RejectedLine } from './contract-check.js';
import { readTables, type WholeTable } from './corrections/whole-file.js';
import { fixText, layoutOf, reasonText, type CorrectionRow, type CorrectionSheet } from './corrections/layout.js';
import { dialectOf, textFile } from './corrections/text-file.js';
import { whatIsWrong, workbook } from './corrections/workbook.js';

export interface AnnotateRequest {
  path: string;
  /** Absolute. */
  out: string;
  source: Source;
  judgement: Judgement;
  rejected: readonly RejectedLine[];
}

/** Errors: COMMAND_USAGE for what is no table, and for several sheets in a text file. */
export async function writeAnnotated({ path, out, source, judgement, rejected }: AnnotateRequest): Promise<void> {
  const { format, columns } = layoutOf(source, judgement.layout_to) ?? source;
  if (format.type === 'x12') throw new AssuranceError('COMMAND_USAGE', 'An annotated copy is made of text files and workbooks only.');
  if (judgement.status === 'failed') return;
  const title = `Checked against ${source.id}: ${judgement.rows_rejected} of ${judgement.rows_read} rows rejected`;
  const fields = feedFields(source.feed, judgement.contract.version);
  const sheets = (await readTables(path, format)).map((one) =>
    annotated(one, { fields, columns, rejected, title, headerRow: format.header_row }),
  );
  const asWorkbook = extname(out).toLowerCase() === '.xlsx';
  const [first, ...others] = sheets;
  if (!asWorkbook && (first === undefined || others.length > 0)) {
    throw new AssuranceError('COMMAND_USAGE', 'A text file cannot hold several sheets.', {
      where: out,
      fix: 'Name a file that ends in .xlsx.',
    });
  }
  const bytes = asWorkbook ? await workbook(sheets, whatIsWrong(rejected), format.date, [title]) : textFile(first!, dialectOf(format));
  await mkdir(dirname(out), { recursive: true });
  await writeFile(`${out}.part`, bytes);
  await rename(`${out}.part`, out);
}

interface Annotations {
  fields: FieldInfo[];
  columns: Source['columns'];
  rejected: readonly RejectedLine[];
  title: string;
  headerRow: number;
}

function annotated({ table, rows }: WholeTable, { fields, columns, rejected, title, headerRow }: Annotations): CorrectionSheet {
  const { header, sheet } = table;
  const map = mapHeader(table, fields, columns);
  const placeOf = new Map(map.columns.map(({ field, at }) => [field, at]));
  const kindAt = new Map(map.columns.map(({ field, at }) => [at, fields.find(({ name }) => name === field)?.kind]));
  const errorsOf = new Map(rejected.filter((one) => one.sheet === sheet).map(({ line, errors }) => [line, errors]));
  return {
    name: sheet,
    preamble: Array.from({ length: headerRow - 1 }, (_, at) => (at === 0 ? title : '')),
    header,
    ours: ['reason', 'fix'],
    kinds: header.map((_, at) => kindAt.get(at)),
    rows: rows.map(({ line, cells }): CorrectionRow => {
      const errors = errorsOf.get(line) ?? [];
      return {
        cells: header.map((_, at) => cells[at] ?? ''),
        ours: [reasonText(errors), fixText(errors)],
        surplus: cells.slice(header.length),
        bad: new Set(errors.flatMap(({ field }) => placeOf.get(field ?? '') ?? [])),
      };
    }),
  };
}
