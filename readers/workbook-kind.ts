/** What a file under a workbook source is, before anything parses it: only what is certainly a workbook may reach a parser. */

import type { FileHandle } from 'node:fs/promises';
import { AssuranceError } from '../schemas/errors/error.js';
import { checkOle } from './ole.js';
import { partAt, workbookPath } from './ooxml/package.js';
import { isOle, isZip, whatIs } from './sniff.js';
import { checkOds } from './ods.js';
import { withoutDrawings } from './ods-drawings.js';
import { odsSheets } from './ods-hidden.js';
import { bytesAt } from './zip/bytes.js';
import { entryBytes, entryContent } from './zip/content.js';
import { zipArchive, type ZipArchive } from './zip/directory.js';
import { STREAMED_WORKBOOK, WHOLE_WORKBOOK } from './zip/limits.js';
import { workbookRefusals } from './zip/refusals.js';
import type { WholeFile } from './workbook.js';

export type WorkbookFile =
  | { kind: 'xlsx'; archive: ZipArchive }
  /** To be read as a whole. */
  | (WholeFile & { bytes: Buffer });

/** @throws FORMAT_MISMATCH, WORKBOOK_UNREADABLE, WORKBOOK_ENCRYPTED, FILE_TOO_LARGE_INFLATED. */
export async function workbookFile(file: FileHandle): Promise<WorkbookFile> {
  const head = await bytesAt(file, 0, 8_192);
  if (isOle(head)) {
    const bytes = await wholeFile(file);
    checkOle(bytes);
    return { kind: 'xls', bytes, hasMacros: bytes.includes(Buffer.from('_VBA_PROJECT_CUR', 'utf16le')) };
  }
  if (isZip(head)) {
    const archive = await zipArchive(file, STREAMED_WORKBOOK, workbookRefusals);
    const path = await workbookPath(archive);
    const kind = zipKind(archive, path);
    if (kind === 'xlsx') return { kind, archive };
    if (kind !== undefined) return whole(file, kind);
  }
  throw new AssuranceError('FORMAT_MISMATCH', `The file is ${whatIs(head) ?? 'a text file'}, its source declares xlsx.`, {
    where: 'byte 0',
  });
}

function zipKind(archive: ZipArchive, path: string): 'xlsx' | 'xlsb' | 'ods' | undefined {
  if (partAt(archive, path) !== undefined && path.startsWith('xl/')) return path.endsWith('.bin') ? 'xlsb' : 'xlsx';
  return partAt(archive, 'mimetype') !== undefined && partAt(archive, 'content.xml') !== undefined ? 'ods' : undefined;
}

/** What SheetJS gets is held against its directory first, part by part: it compares no checksum itself. */
async function whole(file: FileHandle, kind: 'xlsb' | 'ods'): Promise<WorkbookFile> {
  const archive = await zipArchive(file, WHOLE_WORKBOOK, workbookRefusals);
  for (const entry of archive.entries) for await (const _ of entryContent(archive, entry));
  const found = kind === 'ods' ? await odsParts(archive) : {};
  const hasMacros = archive.entries.some(({ name }) => /^xl\/vbaProject\.bin$|^Basic\//i.test(name));
  return { kind, bytes: await wholeFile(file), hasMacros, ...found };
}

async function odsParts(archive: ZipArchive): Promise<Pick<WholeFile, 'hidden' | 'content'>> {
  const part = async (path: string): Promise<Buffer> => {
    const entry = partAt(archive, path);
    return entry === undefined ? Buffer.alloc(0) : entryBytes(archive, entry);
  };
  if (!(await part('mimetype')).includes('opendocument.spreadsheet')) {
    throw new AssuranceError('FORMAT_MISMATCH', 'The file is an OpenDocument file, its source declares xlsx.', { where: 'byte 0' });
  }
  if ((await part('META-INF/manifest.xml')).includes('encryption-data')) {
    throw new AssuranceError('WORKBOOK_ENCRYPTED', 'The workbook is protected with a password.');
  }
  const content = await part('content.xml');
  checkOds(content);
  const entry = partAt(archive, 'content.xml');
  return { hidden: entry && (await odsSheets(archive, entry)), content: withoutDrawings(content) };
}

async function wholeFile(file: FileHandle): Promise<Buffer> {
  return bytesAt(file, 0, (await file.stat()).size);
}
