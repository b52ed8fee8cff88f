/** What every connector keeps to, whatever it speaks: one suite, run by each connector's own test against a real place. */

import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connector } from '../../connectors/connector.js';
import { AssuranceError } from '../../schemas/errors/error.js';

/** A place with files, of the kind that the connector reads. */
export interface Place {
  /** Puts a file there that has long settled; `age` in seconds since it was modified, an hour unless told. */
  put(name: string, content: string | Buffer, age?: number): Promise<void>;
  remove(name: string): Promise<void>;
  /** A connector of this place; all settings but these at their defaults. */
  connector(settings?: { pattern?: string; done_marker?: boolean }): Connector;
  /** A connector of a place that is not there. */
  nowhere(): Connector;
  close(): Promise<void>;
}

export function connectorConformance(kind: string, open: () => Promise<Place>): void {
  describe(`${kind} connector`, () => {
    let place: Place;
    beforeEach(async () => {
      place = await open();
    });
    afterEach(() => place.close());
    const list = (settings?: Parameters<Place['connector']>[0]) => place.connector(settings).list({});
    const names = async (settings?: Parameters<Place['connector']>[0]) => (await list(settings)).offers.map((offer) => offer.file_name);

    it('finds nothing in an empty place', async () => {
      expect(await list()).toEqual({ offers: [], refusals: [], waiting: [] });
    });

    it('offers files by modified time, then by name', async () => {
      await place.put('b.csv', '1', 7200);
      await place.put('c.csv', '2', 7200);
      await place.put('z.csv', '3', 9000);
      await place.put('a.csv', '4', 3600);
      const order = await names();
      expect([order[0], order[3]]).toEqual(['z.csv', 'a.csv']);
      expect(order.slice(1, 3).sort()).toEqual(['b.csv', 'c.csv']);
    });

    it('tells size and time of a file and gives its bytes, as often as asked', async () => {
      const content = Buffer.from([0, 255, 13, 10, 128, 0]);
      await place.put('report.bin', content, 3600);
      const [offer] = (await list()).offers;
      expect(offer!.bytes).toBe(6);
      expect(offer!.modified_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(await bytes(await offer!.open())).toEqual(content);
      expect(await bytes(await offer!.open())).toEqual(content);
    });

    it('gives a large file unchanged', async () => {
      const content = Buffer.alloc(5_000_003, 'LS-0042;');
      await place.put('large.csv', content);
      const [offer] = (await list()).offers;
      expect(sha256(await bytes(await offer!.open()))).toBe(sha256(content));
    });

    it('offers a file without any bytes', async () => {
      await place.put('empty.csv', '');
      const [offer] = (await list()).offers;
      expect(offer!.bytes).toBe(0);
      expect(await bytes(await offer!.open())).toEqual(Buffer.alloc(0));
    });

    it('offers what the pattern matches', async () => {
      await place.put('pos-1.csv', 'x');
      await place.put('pos-2.xlsx', 'x');
      await place.put('sales.csv', 'x');
      expect(await names({ pattern: 'pos-?.csv' })).toEqual(['pos-1.csv']);
    });

    it.each(['a.csv.part', 'a.csv.TMP', 'a.filepart', 'a.crdownload', '.hidden.csv', 'a.csv.done', '~$open.xlsx'])(
      'never offers %s',
      async (name) => {
        await place.put(name, 'x');
        expect(await list()).toEqual({ offers: [], refusals: [], waiting: [] });
      },
    );

    it('takes names with blanks, accents and signs as they are', async () => {
      const wanted = ['Größe (1) & mehr.csv', 'a+b;c.csv', 'report 2026.csv'];
      for (const name of wanted) await place.put(name, name);
      expect((await names()).sort()).toEqual(wanted.sort());
    });

    it('waits for the done marker when the source has one', async () => {
      await place.put('a.csv', 'x');
      await place.put('b.csv', 'x');
      await place.put('b.csv.done', '');
      const listing = await list({ done_marker: true });
      expect(listing.offers.map((offer) => offer.file_name)).toEqual(['b.csv']);
      expect(listing.waiting).toEqual([{ file_name: 'a.csv', why: expect.stringContaining('a.csv.done') as string }]);
    });

    it('fails the stream with FILE_CHANGED when the file is another one by then', async () => {
      await place.put('a.csv', 'first', 7200);
      const [offer] = (await list()).offers;
      await place.put('a.csv', 'second and longer', 3600);
      await expect(bytes(await offer!.open())).rejects.toMatchObject({ code: 'FILE_CHANGED' });
    });

    it('fails the stream with FILE_CHANGED when the file is gone by then', async () => {
      await place.put('a.csv', 'x');
      const [offer] = (await list()).offers;
      await place.remove('a.csv');
      await expect(offer!.open().then(bytes)).rejects.toMatchObject({ code: 'FILE_CHANGED' });
    });

    it('says with a code that a place is not there', async () => {
      const error: unknown = await place
        .nowhere()
        .list({})
        .catch((e: unknown) => e);
      expect(error).toBeInstanceOf(AssuranceError);
      expect((error as AssuranceError).fix).not.toBe('');
    });

    it('stops when asked to', async () => {
      await place.put('a.csv', 'x');
      await expect(place.connector().list({ signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
      const [offer] = (await list()).offers;
      await expect(offer!.open(AbortSignal.abort()).then(bytes)).rejects.toThrow(/abort/i);
    });

    it('stops when asked to while the file is being opened, and nobody but the reader hears of it', async () => {
      await place.put('a.csv', 'x');
      const [offer] = (await list()).offers;
      const stop = new AbortController();
      const stream = await offer!.open(stop.signal);
      stream.read(0);
      stop.abort();
      await expect(bytes(stream)).rejects.toThrow(/abort/i);
    });
  });
}

async function bytes(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');
