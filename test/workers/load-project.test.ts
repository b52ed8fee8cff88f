import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadProject } from '../../workers/load-project.js';
import { tempFolder } from '../support/temp-folder.js';

function project(text: string | Buffer): string {
  const folder = tempFolder();
  writeFileSync(join(folder, 'assurance.yaml'), text);
  return folder;
}

describe('a project folder', () => {
  it('is loaded with all paths absolute', async () => {
    const folder = project('version: 1\n');
    expect(await loadProject(folder)).toMatchObject({
      projectDir: folder,
      file: join(folder, 'assurance.yaml'),
      home: join(folder, 'var'),
      registry: join(folder, 'var/registry.duckdb'),
      store: join(folder, 'var/store'),
      staging: join(folder, 'var/staging'),
    });
  });

  it('may keep its parts elsewhere', async () => {
    const folder = project('version: 1\nhome: ../${NAME}\nregistry: /data/registry.duckdb\nstore: ./bytes\n');
    expect(await loadProject(folder, { NAME: 'elsewhere' })).toMatchObject({
      home: join(folder, '../elsewhere'),
      registry: '/data/registry.duckdb',
      store: join(folder, 'bytes'),
      staging: join(folder, '../elsewhere/staging'),
    });
  });

  it('is the same one through a link', async () => {
    const folder = project('version: 1\n');
    const link = join(tempFolder(), 'link');
    symlinkSync(folder, link);
    expect((await loadProject(link)).projectDir).toBe(folder);
  });

  it('is the sample program of this repository', async () => {
    const { project: sample } = await loadProject(join(import.meta.dirname, '../..'));
    expect(sample.sources.length).toBeGreaterThan(5);
  });
});

describe('a project folder that cannot be loaded', () => {
  it('has no project file', async () => {
    await expect(loadProject(tempFolder())).rejects.toMatchObject({ code: 'PROJECT_FILE_MISSING', kind: 'project' });
    await expect(loadProject(join(tempFolder(), 'not-there'))).rejects.toMatchObject({ code: 'PROJECT_FILE_MISSING' });
  });

  it('has one under the other name of YAML files', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'assurance.yml'), 'version: 1\n');
    await expect(loadProject(folder)).rejects.toMatchObject({
      code: 'PROJECT_FILE_MISSING',
      fix: expect.stringContaining('assurance.yml') as string,
    });
  });

  it('has a folder or unreadable text in its place', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'assurance.yaml'));
    await expect(loadProject(folder)).rejects.toMatchObject({ code: 'PROJECT_FILE_UNREADABLE' });
    await expect(loadProject(project(Buffer.from('version: 1 # Köln\n', 'latin1')))).rejects.toMatchObject({
      code: 'PROJECT_FILE_UNREADABLE',
    });
  });

  it('names its file in every problem', async () => {
    const folder = project('version: 3\n');
    await expect(loadProject(folder)).rejects.toMatchObject({
      code: 'PROJECT_FILE_INVALID',
      problems: [{ file: join(folder, 'assurance.yaml'), line: 1 }],
    });
  });

  it('has two sources that reach one folder by different ways', async () => {
    const folder = project(`version: 1
sources:
  - { id: a, party: P, feed: pos, connector: { type: folder, path: ./inbox } }
  - { id: b, party: P, feed: pos, connector: { type: folder, path: ./mounted } }
`);
    mkdirSync(join(folder, 'inbox'));
    expect((await loadProject(folder)).project.sources).toHaveLength(2);
    symlinkSync('inbox', join(folder, 'mounted'));
    await expect(loadProject(folder)).rejects.toMatchObject({ problems: [{ line: 4, key: 'sources[1].connector.path' }] });
  });
});
