import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, renameSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { FolderConnector } from '../../connectors/folder.js';
import type { Clock } from '../../connectors/settle.js';
import { folderConnectorSchema } from '../../schemas/project.js';
import { tempFolder } from '../support/temp-folder.js';
import { asNobody } from './as-nobody.js';
import { connectorConformance } from './conformance.js';

const source = { id: 'northgate-pos', party: 'NORTHGATE' };

let root: string;
let inbox: string;
beforeEach(() => {
  root = tempFolder();
  chmodSync(root, 0o755);
  inbox = join(root, 'inbox');
  mkdirSync(inbox);
});

function put(name: string | Buffer, content: string | Buffer = 'x', age = 3600): void {
  const path = typeof name === 'string' ? join(inbox, name) : Buffer.concat([Buffer.from(`${inbox}/`), name]);
  writeFileSync(path, content);
  const time = Date.now() / 1000 - age;
  utimesSync(path, time, time);
}

const connector = (settings: Record<string, unknown> = {}, clock?: Clock) =>
  new FolderConnector(source, folderConnectorSchema.parse({ type: 'folder', path: 'inbox', ...settings }), root, clock);
const list = (settings?: Record<string, unknown>, clock?: Clock) => connector(settings, clock).list({});

connectorConformance('folder', async () => ({
  put: async (name, content, age) => put(name, content, age),
  remove: async (name) => unlinkSync(join(inbox, name)),
  connector: (settings) => connector(settings),
  nowhere: () => connector({ path: 'not-there' }),
  close: async () => {},
}));

describe('a file that is still being written', () => {
  /** A clock that jumps; `during` happens while the connector waits. */
  function jumpingClock(during: (waits: number) => void = () => {}): Clock & { waited: number[] } {
    let now = Date.now();
    const waited: number[] = [];
    return {
      waited,
      now: () => now,
      wait: async (ms) => {
        now += ms;
        waited.push(ms);
        during(waited.length);
      },
    };
  }

  it('is taken without waiting when it has not changed for long enough', async () => {
    put('a.csv', 'x', 10);
    const clock = jumpingClock();
    expect((await list({}, clock)).offers).toHaveLength(1);
    expect(clock.waited).toEqual([]);
  });

  it('is taken as it stood still', async () => {
    put('a.csv', 'x', 0);
    const clock = jumpingClock((waits) => {
      if (waits === 1) appendFileSync(join(inbox, 'a.csv'), 'yz');
    });
    const { offers } = await list({}, clock);
    expect(offers.map(({ file_name, bytes }) => ({ file_name, bytes }))).toEqual([{ file_name: 'a.csv', bytes: 3 }]);
  });

  it('is left and named when it does not stand still within 30 s, and the others are taken', async () => {
    put('b.csv', 'x', 60);
    put('a.csv', 'x', 0);
    const clock = jumpingClock(() => appendFileSync(join(inbox, 'a.csv'), 'more'));
    const { offers, waiting } = await list({}, clock);
    expect(offers.map((offer) => offer.file_name)).toEqual(['b.csv']);
    expect(waiting).toEqual([{ file_name: 'a.csv', why: 'still being written: it did not stand still for 2 s' }]);
    expect(clock.waited.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(30_000);
  });

  it('is watched when its time lies in the future', async () => {
    put('a.csv', 'x', -3600);
    const clock = jumpingClock();
    expect((await list({}, clock)).offers).toHaveLength(1);
    expect(clock.waited).toEqual([2000]);
  });

  it('is left when it goes away meanwhile', async () => {
    put('a.csv', 'x', 0);
    const { offers, waiting } = await list(
      {},
      jumpingClock(() => unlinkSync(join(inbox, 'a.csv'))),
    );
    expect(offers).toEqual([]);
    expect(waiting).toEqual([{ file_name: 'a.csv', why: 'went away while it was watched' }]);
  });
});

describe('what is no file of the folder', () => {
  it('refuses a link that leads out of the folder', async () => {
    writeFileSync(join(root, 'secret.csv'), 'x');
    symlinkSync(join(root, 'secret.csv'), join(inbox, 'a.csv'));
    const { offers, refusals } = await list();
    expect(offers).toEqual([]);
    expect(refusals).toEqual([
      {
        source_id: 'northgate-pos',
        party_id: 'NORTHGATE',
        file_name: 'a.csv',
        code: 'FILE_LINK_LEAVES_FOLDER',
        message: 'The link leads out of the folder',
      },
    ]);
  });

  it('refuses a link into a folder whose name only begins like this one', async () => {
    mkdirSync(join(root, 'inbox-of-others'));
    writeFileSync(join(root, 'inbox-of-others', 'a.csv'), 'x');
    symlinkSync('../inbox-of-others/a.csv', join(inbox, 'a.csv'));
    expect((await list()).refusals).toMatchObject([{ code: 'FILE_LINK_LEAVES_FOLDER' }]);
  });

  it('refuses a link to nothing and a link to itself', async () => {
    symlinkSync('nothing.csv', join(inbox, 'a.csv'));
    symlinkSync('b.csv', join(inbox, 'b.csv'));
    expect((await list()).refusals).toMatchObject([{ code: 'FILE_LINK_LEAVES_FOLDER' }, { code: 'FILE_LINK_LEAVES_FOLDER' }]);
  });

  it('follows a link that stays inside, also into a sub-folder', async () => {
    mkdirSync(join(inbox, 'archive'));
    put('archive/old.csv', 'old');
    symlinkSync('archive/old.csv', join(inbox, 'current.csv'));
    const { offers } = await list();
    expect(offers.map((offer) => offer.file_name)).toEqual(['current.csv']);
    expect(await text(await offers[0]!.open())).toBe('old');
  });

  it('works in a folder that is reached through a link itself', async () => {
    symlinkSync('inbox', join(root, 'mounted'));
    put('a.csv', 'content');
    const { offers } = await list({ path: 'mounted' });
    expect(await text(await offers[0]!.open())).toBe('content');
  });

  it('refuses a pipe without opening it, and a socket', async () => {
    execFileSync('mkfifo', [join(inbox, 'pipe.csv')]);
    const server = createServer().listen(join(inbox, 'socket.csv'));
    await new Promise((ready) => server.once('listening', ready));
    try {
      expect((await list()).refusals).toMatchObject([
        { file_name: 'pipe.csv', code: 'FILE_NOT_REGULAR' },
        { file_name: 'socket.csv', code: 'FILE_NOT_REGULAR' },
      ]);
    } finally {
      server.close();
    }
  });

  it('refuses a device', async () => {
    const { refusals } = await list({ path: '/dev', pattern: 'null' });
    expect(refusals).toMatchObject([{ file_name: 'null', code: 'FILE_NOT_REGULAR' }]);
  });

  it('passes over folders and what the pattern does not name', async () => {
    mkdirSync(join(inbox, 'folder.csv'));
    execFileSync('mkfifo', [join(inbox, 'pipe.txt')]);
    expect(await list({ pattern: '*.csv' })).toEqual({ offers: [], refusals: [], waiting: [] });
  });
});

describe('a file that may not be read', () => {
  it('fails the stream with FILE_UNREADABLE', async () => {
    put('a.csv');
    const [offer] = (await list()).offers;
    chmodSync(join(inbox, 'a.csv'), 0);
    await expect(asNobody(() => offer!.open().then(text))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});

describe('a file that is exchanged between listing and reading', () => {
  it.each([
    ['a pipe', (path: string) => execFileSync('mkfifo', [path]), 'FILE_NOT_REGULAR'],
    ['a link out of the folder', (path: string) => symlinkSync('/etc/hostname', path), 'FILE_CHANGED'],
    ['another file of the same size and time', (path: string) => renameSync(twin(), path), 'FILE_CHANGED'],
  ])('is not taken when it became %s', async (_, exchange, code) => {
    put('a.csv');
    const [offer] = (await list({ pattern: 'a.csv' })).offers;
    unlinkSync(join(inbox, 'a.csv'));
    exchange(join(inbox, 'a.csv'));
    const given: Buffer[] = [];
    const reading = (async () => {
      for await (const chunk of await offer!.open()) given.push(chunk as Buffer);
    })();
    await expect(reading).rejects.toMatchObject({ code });
    expect(given).toEqual([]);
  });

  it('is not taken when a folder on its way became a link out of the folder', async () => {
    const outside = join(root, 'outside');
    mkdirSync(join(inbox, 'sub'));
    put('sub/a.csv');
    symlinkSync('sub/a.csv', join(inbox, 'a.csv'));
    const [offer] = (await list()).offers;
    renameSync(join(inbox, 'sub'), outside);
    symlinkSync(outside, join(inbox, 'sub'));
    await expect(offer!.open().then(text)).rejects.toMatchObject({ code: 'FILE_CHANGED' });
  });

  it('is not taken when it grows while it is read', async () => {
    put('a.csv', Buffer.alloc(1_000_000));
    const [offer] = (await list()).offers;
    const stream = await offer!.open();
    const reading = (async () => {
      for await (const _ of stream) appendFileSync(join(inbox, 'a.csv'), 'more');
    })();
    await expect(reading).rejects.toMatchObject({ code: 'FILE_CHANGED' });
  });

  it('is not taken when it is written over while it is read, though its size stays', async () => {
    put('a.csv', Buffer.alloc(1_000_000));
    const [offer] = (await list()).offers;
    const reading = (async () => {
      for await (const _ of await offer!.open()) writeFileSync(join(inbox, 'a.csv'), Buffer.alloc(1_000_000, 'x'));
    })();
    await expect(reading).rejects.toMatchObject({ code: 'FILE_CHANGED' });
  });

  function twin(): string {
    put('twin');
    return join(inbox, 'twin');
  }
});

describe('names', () => {
  it('shows control characters and direction marks as escapes', async () => {
    put('a\u001b[31m\n\u202eb.csv', 'content');
    const { offers } = await list();
    expect(offers.map((offer) => offer.file_name)).toEqual(['a\\x1b[31m\\x0a\\u202eb.csv']);
    expect(await text(await offers[0]!.open())).toBe('content');
  });

  it('takes a file whose name is not UTF-8', async () => {
    put(Buffer.from('Verk\xe4ufe.csv', 'latin1'), 'content');
    const { offers } = await list();
    expect(offers.map((offer) => offer.file_name)).toEqual(['Verkäufe.csv']);
    expect(await text(await offers[0]!.open())).toBe('content');
  });

  it('has one spelling for a letter with an accent', async () => {
    put('Verka\u0308ufe.csv');
    expect((await list({ pattern: 'Verkäufe*' })).offers.map((offer) => offer.file_name)).toEqual(['Verk\u00e4ufe.csv']);
  });
});

describe('the folder itself', () => {
  it('fails with its code when it is not there or is a file', async () => {
    await expect(list({ path: 'nowhere' })).rejects.toMatchObject({ code: 'SOURCE_FOLDER_MISSING', kind: 'terminal' });
    writeFileSync(join(root, 'file'), '');
    await expect(list({ path: 'file' })).rejects.toMatchObject({ code: 'SOURCE_FOLDER_MISSING' });
  });

  it('fails with its code when it may not be listed', async () => {
    chmodSync(inbox, 0);
    await expect(asNobody(() => list())).rejects.toMatchObject({ code: 'SOURCE_FOLDER_UNREADABLE' });
    chmodSync(inbox, 0o755);
  });
});

async function text(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
