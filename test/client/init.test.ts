import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { initProject } from '../../client/init.js';
import { connectorFor } from '../../connectors/connector.js';
import { loadProject } from '../../workers/load-project.js';
import { tempFolder } from '../support/temp-folder.js';

const now = new Date('2026-11-24T03:00:00Z');

describe('a new project', () => {
  it('is made in a folder that is not there yet, and is a right one', async () => {
    const folder = join(tempFolder(), 'north/america');
    const { files } = await initProject(folder, now);
    expect(files).toContain('assurance.yaml');
    expect(files.every((name) => existsSync(join(folder, name)))).toBe(true);
    const { project } = await loadProject(folder);
    expect(project.sources.map(({ feed }) => feed)).toEqual(['products', 'parties', 'shipments', 'pos']);
  });

  it('has a file for each of its sources', async () => {
    const folder = tempFolder();
    await initProject(folder, now);
    const { project, projectDir } = await loadProject(folder);
    for (const source of project.sources) {
      const { offers, waiting } = await connectorFor({ ...source, connector: { ...source.connector, settle_seconds: 0 } }, projectDir).list(
        {},
      );
      expect([source.id, offers.length, waiting]).toEqual([source.id, 1, []]);
    }
  });

  it('counts its days back from today, in the form that its source declares', async () => {
    const folder = tempFolder();
    await initProject(folder, now);
    expect(readFileSync(join(folder, 'inbox/manufacturer/shipments.csv'), 'utf8')).toContain('2026-11-04,EASTWIND,VX-200,VX000003');
    expect(readFileSync(join(folder, 'inbox/eastwind/pos-sample.csv'), 'utf8')).toContain('EW-4711;10/25/2026;');
    const all = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { parentPath, name } of all) expect(readFileSync(join(parentPath, name), 'utf8')).not.toContain('{{');
  });

  it('keeps what it writes later out of git', async () => {
    const folder = tempFolder();
    await initProject(folder, now);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('var/\n');
  });

  it.each(['assurance.yaml', 'inbox/eastwind/pos-sample.csv'])('is not made over a %s that is there', async (name) => {
    const folder = tempFolder();
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), 'mine');
    const before = readdirSync(folder, { recursive: true });
    await expect(initProject(folder, now)).rejects.toMatchObject({ code: 'PROJECT_EXISTS', where: join(folder, name) });
    expect(readFileSync(join(folder, name), 'utf8')).toBe('mine');
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  });

  it('is not made inside a file', async () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    await expect(initProject(file, now)).rejects.toMatchObject({ code: 'PROJECT_EXISTS' });
  });
});
