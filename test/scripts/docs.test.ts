import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { staleDocuments } from '../../scripts/docs/documents.js';
import { projectSchemaText } from '../../scripts/docs/project-schema.js';
import { table } from '../../scripts/docs/markdown.js';
import { tempFolder } from '../support/temp-folder.js';

const root = join(import.meta.dirname, '../..');

describe('generated documents', () => {
  it('are checked in as they would be written now (else: npm run docs)', async () => {
    expect((await staleDocuments(root)).map(({ path }) => path)).toEqual([]);
  });

  it('are stale where they are not there, and the same each time they are made', async () => {
    const first = await staleDocuments(tempFolder());
    expect(first.map(({ path }) => path)).toEqual(['docs/errors.md', 'docs/data-dictionary.md', 'docs/assurance.schema.json']);
    expect(await staleDocuments(tempFolder())).toEqual(first);
  });

  it('keep a bar and a line break inside their cell', () => {
    expect(table(['a'], [['x | y\nz']])).toBe('| a |\n| --- |\n| x \\| y z |');
  });
});

describe('the JSON Schema of the project file', () => {
  const schema = z.fromJSONSchema(JSON.parse(projectSchemaText()) as Parameters<typeof z.fromJSONSchema>[0]);

  it('accepts the sample program and the one of assurance init', () => {
    for (const file of ['assurance.yaml', 'client/templates/assurance.yaml']) {
      expect(schema.safeParse(parse(readFileSync(join(root, file), 'utf8')))).toMatchObject({ success: true });
    }
  });

  it('refuses an unknown key and a wrong choice', () => {
    expect(schema.safeParse({ version: 1, hmoe: './var' }).success).toBe(false);
    expect(
      schema.safeParse({ version: 1, sources: [{ id: 'a', party: 'P', feed: 'post', connector: { type: 'folder', path: 'x' } }] }).success,
    ).toBe(false);
  });
});
