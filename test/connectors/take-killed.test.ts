import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Store } from '../../connectors/store.js';
import { takeDeliveries } from '../../connectors/take.js';
import { sourceSchema } from '../../schemas/project.js';
import { tempFolder } from '../support/temp-folder.js';

const source = sourceSchema.parse({ id: 's', party: 'P', feed: 'pos', connector: { type: 'folder', path: 'inbox' } });

/** Takes the source over and over and says after how many steps it is, so that the kill falls into the work and not before it. */
const child = `
  const [root, projectDir, sourceText] = process.argv.slice(1);
  const { takeDeliveries } = await import(root + '/dist/connectors/take.js');
  const { Store } = await import(root + '/dist/connectors/store.js');
  await takeDeliveries({
    source: JSON.parse(sourceText), projectDir, store: new Store(projectDir + '/store'), staging: projectDir + '/staging',
    onProgress: () => process.stdout.write('.'),
  });
`;

it.each([1, 2, 4, 7, 11, 16, 22, 29])('killed after step %i and run again, a taking ends as an undisturbed one', async (steps) => {
  const disturbed = inbox();
  const undisturbed = tempFolder();
  cpSync(disturbed, undisturbed, { recursive: true, preserveTimestamps: true });

  await runAndKill(disturbed, steps);
  const again = await take(disturbed);
  expect(again).toEqual(await take(undisturbed));
  expect(state(disturbed)).toEqual(state(undisturbed));
});

/** Ten files of which two have the same bytes. */
function inbox(): string {
  const projectDir = tempFolder();
  mkdirSync(join(projectDir, 'inbox'));
  for (let i = 0; i < 10; i += 1) {
    const path = join(projectDir, 'inbox', `report-${i}.csv`);
    writeFileSync(path, `report ${i % 9}\n`.repeat(50_000));
    utimesSync(path, 1_780_000_000 + i, 1_780_000_000 + i);
  }
  return projectDir;
}

const take = (projectDir: string) =>
  takeDeliveries({ source, projectDir, store: new Store(join(projectDir, 'store')), staging: join(projectDir, 'staging') });

async function runAndKill(projectDir: string, steps: number): Promise<void> {
  const root = join(import.meta.dirname, '../..');
  const args = ['--input-type=module', '-e', child, root, projectDir, JSON.stringify(source)];
  const run = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let seen = 0;
  run.stdout.on('data', (dots: Buffer) => {
    seen += dots.length;
    if (seen >= steps) run.kill('SIGKILL');
  });
  await new Promise((ended) => run.once('close', ended));
  expect(seen).toBeGreaterThanOrEqual(steps);
}

/** Every delivery and every object of the store, each read as a whole. A first sight may have been noted as a sighting too: it was seen twice. */
function state(projectDir: string): unknown {
  const store = join(projectDir, 'store');
  const objects = readdirSync(store)
    .filter((name) => name !== '.tmp')
    .flatMap((name) => readdirSync(join(store, name)).map((object) => [object, sha256(readFileSync(join(store, name, object)))]));
  expect(objects.every(([name, hash]) => name === hash)).toBe(true);
  const deliveries = readdirSync(join(projectDir, 'staging'))
    .filter((name) => name.startsWith('d'))
    .map(
      (name) => ({ ...JSON.parse(readFileSync(join(projectDir, 'staging', name, 'delivery.json'), 'utf8')), received_at: '' }) as unknown,
    );
  return { objects, deliveries };
}

const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');
