/** The documents that are made from the code and checked in. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dictionaryPage } from './dictionary.js';
import { errorsPage } from './errors.js';
import { projectSchemaText } from './project-schema.js';

export interface Document {
  /** From the root of the repository. */
  path: string;
  text: string;
}

export const documents = async (): Promise<Document[]> => [
  { path: 'docs/errors.md', text: errorsPage() },
  { path: 'docs/data-dictionary.md', text: await dictionaryPage() },
  { path: 'docs/assurance.schema.json', text: projectSchemaText() },
];

/** Those that are not there as they would be written now. */
export async function staleDocuments(root: string): Promise<Document[]> {
  const stale: Document[] = [];
  for (const document of await documents()) {
    const path = join(root, document.path);
    if (!existsSync(path) || (await readFile(path, 'utf8')) !== document.text) stale.push(document);
  }
  return stale;
}
