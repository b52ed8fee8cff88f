import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Store } from '../../connectors/store.js';
import { tempFolder } from '../support/temp-folder.js';
import { asNobody } from './as-nobody.js';

const sha256 = (data: string) => createHash('sha256').update(data).digest('hex');
/** A store that never wrote has no folder for it. */
const leftovers = (folder: string) => (existsSync(join(folder, '.tmp')) ? readdirSync(join(folder, '.tmp')) : []);
const objects = (folder: string) => readdirSync(folder).filter((name) => name !== '.tmp');
const large = (text: string) => Buffer.from(text.repeat(3_000_000 / text.length));

describe('the store', () => {
  it('keeps bytes under their sha-256, read-only, and nothing else', async () => {
    const folder = tempFolder();
    const store = new Store(folder);
    const stored = await store.put(Readable.from([Buffer.from('LS-'), Buffer.from('0042')]));
    expect(stored).toEqual({ sha256: sha256('LS-0042'), bytes: 7 });
    expect(store.path(stored.sha256)).toBe(join(folder, stored.sha256.slice(0, 2), stored.sha256));
    expect(readFileSync(store.path(stored.sha256), 'utf8')).toBe('LS-0042');
    expect(statSync(store.path(stored.sha256)).mode & 0o777).toBe(0o444);
    expect(await store.has(stored.sha256)).toBe(true);
    expect(await store.has(sha256('other'))).toBe(false);
    expect(leftovers(folder)).toEqual([]);
  });

  it('keeps a file without any bytes', async () => {
    const store = new Store(tempFolder());
    expect(await store.put(Readable.from([]))).toEqual({ sha256: sha256(''), bytes: 0 });
    expect(await store.has(sha256(''))).toBe(true);
  });

  it('leaves an object as it is when the same bytes come again', async () => {
    const folder = tempFolder();
    const store = new Store(folder);
    const first = await store.put(Readable.from([Buffer.from('same')]));
    const { ino } = statSync(store.path(first.sha256));
    expect(await store.put(Readable.from([Buffer.from('same')]))).toEqual(first);
    expect(statSync(store.path(first.sha256)).ino).toBe(ino);
    expect(leftovers(folder)).toEqual([]);
  });

  it('refuses to go on over an object of the wrong size', async () => {
    const store = new Store(tempFolder());
    const { sha256: hash } = await store.put(Readable.from([Buffer.from('whole')]));
    chmodSync(store.path(hash), 0o644);
    writeFileSync(store.path(hash), 'who');
    await expect(store.put(Readable.from([Buffer.from('whole')]))).rejects.toMatchObject({ code: 'STORE_OBJECT_DAMAGED' });
  });

  it.each([
    ['small', Buffer.from('half')],
    ['large', large('half')],
  ])('keeps nothing of a %s stream that fails, and hands its error on', async (_, half) => {
    const folder = tempFolder();
    const failing = Readable.from(
      (async function* () {
        yield half;
        throw new Error('line cut');
      })(),
    );
    await expect(new Store(folder).put(failing)).rejects.toThrow('line cut');
    expect(objects(folder)).toEqual([]);
    expect(leftovers(folder)).toEqual([]);
  });

  it('keeps a large file as it is, whatever pieces it comes in, once', async () => {
    const folder = tempFolder();
    const store = new Store(folder);
    const bytes = large('0123456789');
    const pieces = () => Readable.from(Array.from({ length: 31 }, (_, at) => bytes.subarray(at * 100_000, (at + 1) * 100_000)));
    const stored = await store.put(pieces());
    expect(stored).toEqual({ sha256: createHash('sha256').update(bytes).digest('hex'), bytes: 3_000_000 });
    expect(readFileSync(store.path(stored.sha256)).equals(bytes)).toBe(true);
    const { ino } = statSync(store.path(stored.sha256));
    expect(await store.put(pieces())).toEqual(stored);
    expect(statSync(store.path(stored.sha256)).ino).toBe(ino);
    expect(leftovers(folder)).toEqual([]);
  });

  it('keeps a file as it is whose hash takes a thread of its own, and nothing of one that fails there', async () => {
    const folder = tempFolder();
    const piece = Buffer.alloc(1_000_003, 'unlike the next piece ');
    const pieces = function* () {
      for (let at = 0; at < 40; at += 1) yield Buffer.concat([Buffer.from(`${at}`), piece]);
    };
    const whole = Buffer.concat([...pieces()]);
    const store = new Store(folder);
    const stored = await store.put(Readable.from(pieces()));
    expect(stored).toEqual({ sha256: createHash('sha256').update(whole).digest('hex'), bytes: whole.length });
    expect(readFileSync(store.path(stored.sha256)).equals(whole)).toBe(true);

    const taken = Readable.from(
      (async function* () {
        for (const [at, next] of [...pieces()].entries()) {
          yield next;
          // The first piece waits in memory
          if (at === 1) await expect.poll(() => leftovers(folder)).toHaveLength(1);
          if (at === 1) for (const name of leftovers(folder)) unlinkSync(join(folder, '.tmp', name));
        }
      })(),
    );
    await expect(store.put(taken)).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    expect(objects(folder)).toHaveLength(1);
    expect(leftovers(folder)).toEqual([]);
  });

  it('stops when asked to, and keeps nothing', async () => {
    const folder = tempFolder();
    const stop = new AbortController();
    const endless = Readable.from(
      (async function* () {
        for (;;) yield Buffer.alloc(1000);
      })(),
    );
    const put = new Store(folder).put(endless, { signal: stop.signal, onBytes: () => stop.abort() });
    await expect(put).rejects.toThrow(/abort/i);
    expect(endless.destroyed).toBe(true);
    expect(leftovers(folder)).toEqual([]);
  });

  it('tells how many bytes came in', async () => {
    const seen: number[] = [];
    const stream = Readable.from([Buffer.alloc(10), Buffer.alloc(5)]);
    await new Store(tempFolder()).put(stream, { onBytes: (more) => seen.push(more) });
    expect(seen).toEqual([10, 5]);
  });

  it('says with a code that it cannot be written', async () => {
    const folder = tempFolder();
    chmodSync(folder, 0o555);
    const put = asNobody(() => new Store(join(folder, 'store')).put(Readable.from([Buffer.from('x')])));
    await expect(put).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED', kind: 'transient' });
  });

  it('removes what killed runs left more than an hour ago, and only that', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, '.tmp'));
    const [old, young] = [join(folder, '.tmp', 'old'), join(folder, '.tmp', 'young')];
    writeFileSync(old, 'x');
    writeFileSync(young, 'x');
    const before = Date.now() / 1000 - 3700;
    utimesSync(old, before, before);
    await new Store(folder).clean();
    expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
  });
});
