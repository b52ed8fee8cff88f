/** Correction files under HOME/corrections: written when a person asks for them, because they hold end-user data (decision 100). */

import path from 'node:path';
import picomatch from 'picomatch';
import { AssuranceError } from '../../schemas/errors/error.js';
import type { LoadedProject } from '../../schemas/loaded-project.js';
import type { Source } from '../../schemas/project.js';
import { layout, layoutOf, type CorrectionSheet } from './layout.js';
import { deliveriesToCorrect, readRejected, type Rejected } from './read.js';
import { whatIsWrong } from './workbook.js';
import { endingFor, isWorkbook, writeSheets } from './write.js';

export interface CorrectionFile {
  delivery_id: string;
  source_id: string;
  /** Absolute. */
  path: string;
  rows: number;
  /** Why the corrected copy cannot simply be put into the folder of the source; null when it can. */
  remark: string | null;
}

/**
 * @param out where to; without it HOME/corrections/SOURCE/DELIVERY/, under a name that the source takes.
 * Errors: DELIVERY_UNKNOWN, NOTHING_TO_EXPORT, CORRECTION_SHEETS, CORRECTION_ENCODING.
 */
export async function exportCorrections(loaded: LoadedProject, deliveryId: string, out?: string): Promise<CorrectionFile> {
  const rejected = await readRejected(loaded.home, deliveryId);
  if (rejected === undefined) throw new AssuranceError('DELIVERY_UNKNOWN', `There is no delivery ${deliveryId}.`);
  const { rows, delivery_id, source_id } = rejected;
  if (rows.length === 0) {
    throw new AssuranceError('NOTHING_TO_EXPORT', `No rejected row of ${rejected.file_name} waits for a correction.`, {
      where: delivery_id,
    });
  }
  const source = loaded.project.sources.find((s) => s.id === source_id);
  const said = layoutOf(source, rejected.layout_to);
  const sheets = layout(rejected, said);
  const file =
    out === undefined
      ? path.join(loaded.home, 'corrections', source_id, delivery_id, nameFor(rejected, source, sheets))
      : path.resolve(out);
  await writeSheets(file, sheets, whatIsWrong(rejected.rows), said);
  return { delivery_id, source_id, path: file, rows: rows.length, remark: remarkOn(file, source, said) };
}

export interface FailedExport {
  delivery_id: string;
  source_id: string;
  file_name: string;
  /** What was thrown. */
  error: unknown;
}

/** One file for each delivery that has rows to correct. One that fails does not keep the others from their partners. */
export async function exportAllCorrections(loaded: LoadedProject): Promise<{ files: CorrectionFile[]; failed: FailedExport[] }> {
  const files: CorrectionFile[] = [];
  const failed: FailedExport[] = [];
  for (const delivery of await deliveriesToCorrect(loaded.home)) {
    try {
      files.push(await exportCorrections(loaded, delivery.delivery_id));
    } catch (error) {
      failed.push({ ...delivery, error });
    }
  }
  return { files, failed };
}

/** The partner's own name with `-corrections` behind it, when the source takes files of such a name; else the name itself. */
function nameFor({ file_name }: Rejected, source: Source | undefined, sheets: CorrectionSheet[]): string {
  const { stem, extension: plain } = partsOfName(file_name, source);
  const extension = endingFor(sheets, plain);
  const marked = `${stem}-corrections${extension}`;
  return takes(source, marked) || !takes(source, `${stem}${extension}`) ? marked : `${stem}${extension}`;
}

/** A file's name without what says its format, and the ending of a file that goes back in the layout of the source. */
export function partsOfName(fileName: string, source: Pick<Source, 'format'> | undefined): { stem: string; extension: string } {
  const type = source?.format.type === 'xlsx' ? '.xlsx' : '.csv';
  const stem = fileName.replace(/(\.(?:csv|txt|tsv|xlsx?|xlsb|xlsm|ods|zip|gz|x12|edi|dat))+$/i, '').replace(/-corrections$/, '');
  return { stem, extension: path.extname(fileName).toLowerCase() === '.txt' && type === '.csv' ? '.txt' : type };
}

function takes(source: Source | undefined, name: string): boolean {
  return source !== undefined && picomatch(source.connector.pattern, { dot: true })(name);
}

function remarkOn(file: string, source: Source | undefined, said: ReturnType<typeof layoutOf>): string | null {
  if (source === undefined || said === undefined) return 'the source is no longer in the project file';
  const { type } = said.format;
  if (type !== 'csv' && type !== 'xlsx')
    return `this list is for people: a source of type ${type as string} is corrected by a new document`;
  if (isWorkbook(file) !== (type === 'xlsx'))
    return `the source reads ${type}, so a corrected copy of this file has to be saved as ${type}`;
  if (!takes(source, path.basename(file)))
    return `the source takes files called ${source.connector.pattern}; the corrected copy has to be called so`;
  return null;
}
