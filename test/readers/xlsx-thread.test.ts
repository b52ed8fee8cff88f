import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { ThreadMessages } from '../../readers/thread-messages.js';
import { readFile } from '../../readers/reader.js';
import { fileOf, workbook, xlsx } from './support.js';

const BIG = [['id', 'text'], ...Array.from({ length: 30_000 }, (_, index) => [`id ${index}`, `text ${index}`])];

it('parsing leaves the event loop free', async () => {
  const reading = readFile(fileOf(workbook({ S: BIG })), xlsx());
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await reading.next();
  clearInterval(timer);
  await reading.return({ tables: [], sheets_not_read: [], notes: [] });
  expect(turns).toBeGreaterThan(10);
});

it('an aborted signal ends the thread while it parses', async () => {
  const controller = new AbortController();
  const reason = new Error('cancelled');
  const reading = readFile(fileOf(workbook({ S: BIG })), xlsx(), {
    signal: controller.signal,
    onBytes: () => setImmediate(() => controller.abort(reason)),
  });
  await expect(reading.next()).rejects.toBe(reason);
});

it('a consumer that stops early leaves no thread behind', async () => {
  const threads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  const before = threads();
  for await (const { rows } of readFile(fileOf(workbook({ S: BIG })), xlsx())) if (rows.length > 0) break;
  expect(threads()).toBe(before);
});

it('a thread that runs out of its memory is a file that is too large, and the process lives', async () => {
  const hungry = new Worker('const all = []; for (;;) all.push(new Array(10_000).fill(Math.random()));', {
    eval: true,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 32 },
  });
  await expect(new ThreadMessages(hungry, undefined).next()).rejects.toMatchObject({ code: 'FILE_TOO_LARGE_INFLATED' });
});
