/** The parts of a workbook and how they refer to each other (ECMA-376 part 2), in its transitional and its strict form. */

import { printable } from '../../schemas/printable.js';
import type { ZipArchive, ZipEntry } from '../zip/directory.js';
import { scan } from './part.js';
import { attributesOf, localName } from './xml-text.js';

export interface Relationship {
  id: string;
  /** The last word of its type, which is the same in both forms: `worksheet`, `sharedStrings`, `externalLink` … */
  type: string;
  /** Path of a part, or what an external one names: that is never followed. */
  target: string;
  external: boolean;
}

/** A part by its path; names of parts know no case. */
export function partAt({ entries }: ZipArchive, path: string): ZipEntry | undefined {
  const wanted = path.toLowerCase();
  return entries.find(({ name }) => name === path) ?? entries.find(({ name }) => name.toLowerCase() === wanted);
}

/** Where a part of this type is, by the root relationships; most writers put the workbook at `xl/workbook.xml`. */
export async function workbookPath(archive: ZipArchive): Promise<string> {
  const main = (await relationshipsOf(archive, '')).find(({ type }) => type === 'officeDocument');
  return main?.target ?? archive.entries.find(({ name }) => WORKBOOK.test(name))?.name ?? 'xl/workbook.xml';
}

export const WORKBOOK = /^xl\/workbook\w*\.(?:xml|bin)$/i;

/** @param path of the part whose relationships they are; empty for those of the workbook as a whole. */
export async function relationshipsOf(archive: ZipArchive, path: string): Promise<Relationship[]> {
  const at = path.lastIndexOf('/') + 1;
  const part = partAt(archive, `${path.slice(0, at)}_rels/${path.slice(at)}.rels`);
  const found: Relationship[] = [];
  if (part === undefined) return found;
  await forTags(archive, part, (name, attributes) => {
    if (name !== 'Relationship') return;
    const target = attributes.get('Target') ?? '';
    const external = attributes.get('TargetMode') === 'External';
    const type = (attributes.get('Type') ?? '').split('/').at(-1) ?? '';
    found.push({ id: attributes.get('Id') ?? '', type, target: external ? target : resolved(path.slice(0, at), target), external });
  });
  return found;
}

/** Runs a small part and tells each tag's name, attributes and the names of the tags around it. */
export async function forTags(
  archive: ZipArchive,
  part: ZipEntry,
  tell: (name: string, attributes: Map<string, string>, around: readonly string[]) => void,
): Promise<void> {
  const around: string[] = [];
  await scan(archive, part, {
    open: (source, from, to) => {
      const name = localName(source, from);
      tell(name, attributesOf(source, from, to), around);
      around.push(name);
    },
    close: () => around.pop(),
    text: () => undefined,
  });
}

/** Content of the sheets' texts would never be shown; names of parts and sheets are. */
export const quoted = (names: readonly string[]): string => names.map((name) => `"${printable(name)}"`).join(', ');

function resolved(folder: string, target: string): string {
  const parts = (target.startsWith('/') ? target : `${folder}${target}`).split('/');
  const path: string[] = [];
  for (const part of parts) {
    if (part === '..') path.pop();
    else if (part !== '' && part !== '.') path.push(part);
  }
  return path.join('/');
}
