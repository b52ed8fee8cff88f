/** Looks at a file of a partner and writes the source that would read it, for a person to confirm. Changes nothing. */

import path from 'node:path';
import { Document, isMap, type YAMLMap } from 'yaml';
import { propose, type Proposal } from '../contracts/proposal.js';
import type { Evidence } from '../contracts/proposal/seen.js';
import { fileShape, type FileShape } from '../readers/detect/file.js';
import { AssuranceError } from '../schemas/errors/error.js';
import type { Feed } from '../schemas/vocabulary.js';

export interface DetectRequest {
  file: string;
  /** What it reports, when that is known. */
  feed?: Feed | undefined;
  signal?: AbortSignal;
}

export interface Detected {
  /** As it would stand under `sources`. */
  source: Record<string, unknown>;
  /** What speaks for each setting; `open` is what a person has to decide. */
  evidence: Evidence[];
  /** Headers that are no field of the feed, and positions of columns without one that nothing tells. */
  unread: string[];
  missing: string[];
  /** The source as text for the project file, with the evidence as comments. */
  yaml: string;
}

/** @throws FILE_NOT_FOUND, and why the file cannot be read. */
export async function detectSource({ file, feed, signal }: DetectRequest): Promise<Detected> {
  const shape = await fileShape(file, signal).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new AssuranceError('FILE_NOT_FOUND', 'There is no such file.', { where: file, cause: error });
  });
  const rows = shape.found.rows.map(({ line }, at) => ({ line, cells: shape.cells[at] ?? [] }));
  const proposal = propose({ header: shape.found.header.cells, rows }, feed ?? (shape.type === 'x12' ? 'pos' : undefined));
  const evidence = [
    { about: 'type', says: typeSays[shape.type] },
    ...shape.evidence.filter(({ about }) => about !== 'type'),
    ...proposal.evidence,
  ];
  const source = sourceOf(file, shape, proposal);
  return { source, evidence, unread: proposal.unread, missing: proposal.missing, yaml: yamlOf(file, source, evidence, proposal) };
}

const typeSays = {
  csv: 'text with one kind of sign between the cells',
  xlsx: 'a workbook by its first bytes',
  x12: 'it begins with the header of an X12 interchange',
};

function sourceOf(file: string, { type, text, sheets, x12, found }: FileShape, proposal: Proposal): Record<string, unknown> {
  const name = path.basename(file);
  const period = periodPattern(name);
  const headerRow = found.header.line;
  const table = {
    ...(text !== undefined && text.delimiter !== ',' && { delimiter: text.delimiter }),
    ...(text !== undefined && text.quote !== '"' && { quote: text.quote }),
    ...(text?.encoding !== undefined && text.encoding !== 'utf-8' && { encoding: text.encoding }),
    ...(sheets !== undefined && sheets.others.length > 0 && { sheet: sheets.read }),
    ...(proposal.date !== undefined && proposal.date !== 'YYYY-MM-DD' && { date: proposal.date }),
    ...(proposal.decimal === ',' && { decimal: proposal.decimal }),
    ...(headerRow !== 1 && { header_row: headerRow }),
    ...(proposal.total_row !== undefined && { total_row: proposal.total_row }),
    ...(proposal.serial_separator !== undefined && { serial_separator: proposal.serial_separator }),
  };
  return {
    id: slug(name),
    party: 'PARTY',
    feed: proposal.feed,
    connector: { type: 'folder', path: './inbox', pattern: `*${path.extname(name)}` },
    format: { type, ...(type === 'x12' ? x12 : table), ...(period !== undefined && { period }) },
    ...(type !== 'x12' && Object.keys(proposal.columns).length > 0 && { columns: proposal.columns }),
    ...(Object.keys(proposal.values).length > 0 && { values: proposal.values }),
  };
}

const slug = (name: string): string =>
  path
    .parse(name)
    .name.toLowerCase()
    .replace(/\d[\d_.\-qw]*/g, '-')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63) || 'new-source';

/** A period in the name, and what stands before it, so that another number is not taken for one. */
function periodPattern(name: string): string | undefined {
  const found = /(?<![\d])(20\d{2}[-_.]?(?:Q[1-4]|W\d{2}|(?:0[1-9]|1[0-2])(?:[-_.]?(?:0[1-9]|[12]\d|3[01]))?))(?!\d)/i.exec(name);
  if (found === null) return undefined;
  const shape = found[1]!
    .replace(/\d/g, '\\d')
    .replaceAll('.', '\\.')
    .replace(/(?:\\d)+/g, (digits) => `\\d{${digits.length / 2}}`);
  const before = name.slice(Math.max(0, found.index - 8), found.index).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return `${/\d/.test(before) ? '' : before}(${shape})`;
}

function yamlOf(file: string, source: Record<string, unknown>, evidence: readonly Evidence[], { unread, outdone }: Proposal): string {
  const document = new Document({ sources: [source] });
  const open = evidence.filter((one) => one.open === true);
  document.commentBefore = [
    ` Proposed from ${path.basename(file)}; nothing is read with it before it stands in assurance.yaml.`,
    ' Decide: `party` (who reports), `connector` (where the files come from)' +
      open.map(({ about, says }) => `;\n   ${about}: ${says}`).join(''),
    ...(unread.length === 0 ? [] : [` Not read, because no field says it: ${unread.join(', ')}`]),
    ...(outdone.length === 0 ? [] : [` Not read, because another column says it more exactly: ${outdone.join(', ')}`]),
  ].join('\n');
  const sources = document.get('sources') as { items: YAMLMap[] };
  for (const pair of sources.items[0]!.items) {
    const key = String((pair.key as { value: string }).value);
    if (['format', 'connector'].includes(key) && isMap(pair.value)) pair.value.flow = true;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
