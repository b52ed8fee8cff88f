/** Which files of a zip archive are read: those that `members` of the source's format matches. */

import picomatch from 'picomatch';
import { AssuranceError } from '../../schemas/errors/error.js';
import { printable } from '../../schemas/printable.js';
import type { ZipEntry } from '../zip/directory.js';

export interface MemberChoice {
  read: ZipEntry[];
  not_read: string[];
}

/** What systems put into archives by themselves. */
const LITTER = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;
const NAMED = 20;

/**
 * @param pattern on the file's name, or on its path when it holds a `/`; without it every file is read.
 * @throws MEMBER_MISSING when none is left.
 */
export function chooseMembers(entries: readonly ZipEntry[], pattern: string | undefined): MemberChoice {
  const files = entries.filter(({ name }) => !name.endsWith('/'));
  const matches = pattern === undefined ? () => true : picomatch(pattern, { dot: true, basename: !pattern.includes('/') });
  const read = files.filter(({ name }) => !LITTER.test(name) && matches(name));
  const names = files.map(({ name }) => `"${printable(name)}"`);
  if (read.length === 0) {
    const listed = names.length === 0 ? 'it is empty' : `it holds ${names.slice(0, NAMED).join(', ')}${names.length > NAMED ? ' …' : ''}`;
    const wanted = pattern === undefined ? 'to read' : `that matches "${pattern}"`;
    throw new AssuranceError('MEMBER_MISSING', `There is no file ${wanted} in the archive; ${listed}.`);
  }
  return { read, not_read: files.filter((file) => !read.includes(file)).map(({ name }) => name) };
}
