import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Connector } from '../../connectors/connector.js';
import { FolderConnector } from '../../connectors/folder.js';
import { Store } from '../../connectors/store.js';
import { takeDeliveries, takeFile, type TakeProgress } from '../../connectors/take.js';
import type { Sighting, TakenDelivery } from '../../schemas/delivery.js';
import { sourceSchema } from '../../schemas/project.js';
import { tempFolder } from '../support/temp-folder.js';
import { asNobody } from './as-nobody.js';

const source = sourceSchema.parse({
  id: 'northgate-pos',
  party: 'NORTHGATE',
  feed: 'pos',
  connector: { type: 'folder', path: 'inbox', pattern: '*.csv' },
});

let projectDir: string;
let staging: string;
let store: Store;
beforeEach(() => {
  projectDir = tempFolder();
  mkdirSync(join(projectDir, 'inbox'));
  staging = join(projectDir, 'var/staging');
  store = new Store(join(projectDir, 'var/store'));
});

function put(name: string, content: string, age = 3600): string {
  const path = join(projectDir, 'inbox', name);
  writeFileSync(path, content);
  const time = Math.floor(Date.now() / 1000) - age;
  utimesSync(path, time, time);
  return path;
}

const take = (more: { connector?: Connector; onProgress?: (p: TakeProgress) => void } = {}) =>
  takeDeliveries({ source, projectDir, store, staging, ...more });
const hex = (...lines: string[]) => createHash('sha256').update(lines.join('\n')).digest('hex');
const idOf = (content: string) => `d${hex('northgate-pos', hex(content)).slice(0, 20)}`;
const json = <T>(...path: string[]) => JSON.parse(readFileSync(join(staging, ...path), 'utf8')) as T;
const delivery = (id: string) => json<TakenDelivery>(id, 'delivery.json');
const noted = () =>
  readdirSync(staging)
    .filter((name) => name !== '.tmp')
    .sort();

describe('taking what a source has', () => {
  it('stores the bytes and notes what they are', async () => {
    const path = put('a.csv', 'rows', 7200);
    const { taken, refusals, waiting } = await take();
    const id = idOf('rows');
    expect(taken).toEqual([
      {
        delivery_id: id,
        sighting_id: `s${hex('northgate-pos', hex('rows'), 'a.csv').slice(0, 20)}`,
        file_name: 'a.csv',
        bytes: 4,
        first_sight: true,
      },
    ]);
    expect([refusals, waiting]).toEqual([[], []]);
    expect(readFileSync(store.path(hex('rows')), 'utf8')).toBe('rows');
    expect(readFileSync(path, 'utf8')).toBe('rows');
    expect(delivery(id)).toEqual({
      delivery_id: id,
      source_id: 'northgate-pos',
      feed: 'pos',
      party_id: 'NORTHGATE',
      file_name: 'a.csv',
      sha256: hex('rows'),
      bytes: 4,
      modified_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      received_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    });
    expect(noted()).toEqual([id]);
  });

  it('makes one delivery and one sighting of the same bytes under two names', async () => {
    put('b.csv', 'rows', 3600);
    put('a.csv', 'rows', 7200);
    const { taken } = await take();
    expect(taken.map((sight) => [sight.delivery_id, sight.first_sight])).toEqual([
      [idOf('rows'), true],
      [idOf('rows'), false],
    ]);
    expect(delivery(idOf('rows')).file_name).toBe('a.csv');
    const sighting = json<Sighting>(taken[1]!.sighting_id, 'sighting.json');
    expect(sighting).toMatchObject({ delivery_id: idOf('rows'), sighting_id: taken[1]!.sighting_id, file_name: 'b.csv' });
    expect(noted()).toEqual([idOf('rows'), taken[1]!.sighting_id].sort());
  });

  it('takes many files in the order in which they are listed, each of the same bytes once', async () => {
    for (let at = 0; at < 40; at += 1) put(`${String(at).padStart(2, '0')}.csv`, `rows ${at % 8}`.repeat(1 + (40 - at) * 5000), 7200 - at);
    for (let at = 40; at < 60; at += 1) put(`${at}.csv`, 'same', 3600 - at);
    const { taken } = await take();
    expect(taken.map(({ file_name }) => file_name)).toEqual(Array.from({ length: 60 }, (_, at) => `${String(at).padStart(2, '0')}.csv`));
    expect(taken.filter(({ first_sight }) => first_sight).map(({ file_name }) => file_name)).toEqual(
      Array.from({ length: 41 }, (_, at) => `${String(at).padStart(2, '0')}.csv`),
    );
    expect(delivery(idOf('same')).file_name).toBe('40.csv');
  });

  it('makes a new delivery of other bytes under the same name', async () => {
    put('a.csv', 'first', 7200);
    await take();
    put('a.csv', 'second', 3600);
    const { taken } = await take();
    expect(taken.map((sight) => sight.delivery_id)).toEqual([idOf('second')]);
    expect(noted()).toEqual([idOf('first'), idOf('second')].sort());
  });

  it('notes a later sight and leaves the first note as it was', async () => {
    put('a.csv', 'rows');
    const first = await take();
    const note = delivery(idOf('rows'));
    const second = await take();
    expect(second.taken).toEqual(first.taken);
    expect(delivery(idOf('rows'))).toEqual(note);
    expect(json<Sighting>(second.taken[0]!.sighting_id, 'sighting.json').file_name).toBe('a.csv');
  });

  it('keeps the deliveries of two sources apart when their bytes are equal', async () => {
    put('a.csv', 'rows');
    await take();
    await takeDeliveries({ source: { ...source, id: 'other-pos', party: 'OTHER' }, projectDir, store, staging });
    expect(noted()).toHaveLength(2);
  });

  it('takes the others when one file is refused or waits', async () => {
    put('good.csv', 'rows');
    symlinkSync('/etc/hostname', join(projectDir, 'inbox', 'link.csv'));
    const growing = put('growing.csv', 'rows of');
    const folder = new FolderConnector(source, source.connector, projectDir);
    const connector: Connector = {
      list: async (o) => {
        const listing = await folder.list(o);
        appendFileSync(growing, ' a report');
        return listing;
      },
    };
    const { taken, refusals, waiting } = await take({ connector });
    expect(taken.map((sight) => sight.delivery_id)).toEqual([idOf('rows')]);
    expect(refusals).toMatchObject([
      { source_id: 'northgate-pos', party_id: 'NORTHGATE', file_name: 'link.csv', code: 'FILE_LINK_LEAVES_FOLDER' },
    ]);
    expect(waiting).toMatchObject([{ file_name: 'growing.csv' }]);
    expect(noted()).toEqual([idOf('rows')]);
  });

  it('refuses a file that may not be read, and takes the others', async () => {
    put('a.csv', 'rows of a');
    chmodSync(put('b.csv', 'rows of b'), 0);
    chmodSync(projectDir, 0o777);
    const { taken, refusals } = await asNobody(() => take());
    expect(taken.map((sight) => sight.delivery_id)).toEqual([idOf('rows of a')]);
    expect(refusals).toMatchObject([{ file_name: 'b.csv', code: 'FILE_UNREADABLE' }]);
  });

  it('fails when the folder is missing, and leaves no note', async () => {
    rmSync(join(projectDir, 'inbox'), { recursive: true });
    await expect(take()).rejects.toMatchObject({ code: 'SOURCE_FOLDER_MISSING' });
    expect(existsSync(staging)).toBe(false);
  });

  it('tells its progress up to all files and all bytes', async () => {
    put('a.csv', '12345');
    put('b.csv', '123');
    const seen: TakeProgress[] = [];
    await take({ onProgress: (progress) => seen.push(progress) });
    expect(seen[0]).toEqual({ files: 0, bytes: 0, files_total: 2, bytes_total: 8 });
    expect(seen.at(-1)).toEqual({ files: 2, bytes: 8, files_total: 2, bytes_total: 8 });
    expect(seen.every((p, i) => i === 0 || p.bytes >= seen[i - 1]!.bytes)).toBe(true);
  });

  it('stores a name with control characters in a form that can be shown', async () => {
    put('a\u001b[2J.csv', 'rows');
    await take();
    expect(delivery(idOf('rows')).file_name).toBe('a\\x1b[2J.csv');
  });
});

describe('taking one file that a person names', () => {
  it('makes a delivery of the source that says what it corrects', async () => {
    const path = put('corrected.txt', 'better rows');
    const taken = await takeFile({ source, path, corrects: idOf('rows'), store, staging });
    expect(taken).toMatchObject({ delivery_id: idOf('better rows'), file_name: 'corrected.txt', corrects: idOf('rows') });
    expect(delivery(taken.delivery_id)).toEqual(taken);
    expect(await store.has(hex('better rows'))).toBe(true);
  });

  it('follows a link, because a person named it', async () => {
    symlinkSync(put('real.csv', 'rows'), join(projectDir, 'link.csv'));
    expect(await takeFile({ source, path: join(projectDir, 'link.csv'), store, staging })).toMatchObject({
      file_name: 'link.csv',
      bytes: 4,
    });
  });

  it('gives the same delivery when the same file is named again', async () => {
    const path = put('corrected.csv', 'better rows');
    const first = await takeFile({ source, path, corrects: 'd1', store, staging });
    expect(await takeFile({ source, path, corrects: 'd1', store, staging })).toEqual(first);
  });

  it('refuses a correction that changes nothing', async () => {
    const path = put('a.csv', 'rows');
    await expect(takeFile({ source, path, corrects: idOf('rows'), store, staging })).rejects.toMatchObject({ code: 'RESUBMIT_UNCHANGED' });
  });

  it('refuses what is no file', async () => {
    await expect(takeFile({ source, path: join(projectDir, 'nothing.csv'), store, staging })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
    await expect(takeFile({ source, path: projectDir, store, staging })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});
