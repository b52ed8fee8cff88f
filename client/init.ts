/** A new project: small enough to read in a minute, whole enough that its first pull shows verdicts. All names in it are invented. */

import { lstat, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { packageRoot } from '../registry/package-root.js';
import { AssuranceError } from '../schemas/errors/error.js';

/** Name in the new project: where it comes from in this package. */
const templates = {
  'assurance.yaml': 'client/templates/assurance.yaml',
  'assurance.schema.json': 'docs/assurance.schema.json',
  '.gitignore': 'client/templates/gitignore',
  'inbox/manufacturer/products.csv': 'client/templates/inbox/manufacturer/products.csv',
  'inbox/manufacturer/parties.csv': 'client/templates/inbox/manufacturer/parties.csv',
  'inbox/manufacturer/shipments.csv': 'client/templates/inbox/manufacturer/shipments.csv',
  'inbox/eastwind/pos-sample.csv': 'client/templates/inbox/eastwind/pos-sample.csv',
} as const;

/**
 * Writes the project; the folder is made when it is not there.
 *
 * @param now days in the sample reports are counted back from it, so that the first pull shows the same verdicts at any time.
 * @returns what was written, with names relative to the folder.
 * @throws AssuranceError PROJECT_EXISTS, before anything is written, when a file of the project is there already.
 */
export async function initProject(folder: string, now = new Date()): Promise<{ folder: string; files: string[] }> {
  const root = resolve(folder);
  const files = Object.keys(templates);
  for (const name of files) await mustBeFree(join(root, name));
  for (const [name, template] of Object.entries(templates)) {
    const target = join(root, name);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, withDays(await readFile(join(packageRoot, template), 'utf8'), now), { flag: 'wx' });
  }
  return { folder: root, files };
}

async function mustBeFree(target: string): Promise<void> {
  const there = await lstat(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    if (error.code === 'ENOTDIR') return 'a file stands where a folder is needed';
    throw error;
  });
  if (there !== undefined)
    throw new AssuranceError('PROJECT_EXISTS', 'A project is here already, or a file with the name of one of its files', { where: target });
}

/** `{{MM/DD/YYYY -30}}` is the day thirty days ago. */
function withDays(text: string, now: Date): string {
  return text.replace(/\{\{([YMD/-]+) -(\d+)\}\}/g, (_, form: string, days: string) => {
    const [year, month, day] = new Date(now.getTime() - Number(days) * 86_400_000).toISOString().slice(0, 10).split('-') as [
      string,
      string,
      string,
    ];
    return form.replace('YYYY', year).replace('MM', month).replace('DD', day);
  });
}
