/** The project file from the disk, with the environment of this process and paths made absolute. */

import { readFile, realpath } from 'node:fs/promises';
import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { AssuranceError } from '../schemas/errors/error.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import { parseProjectFile } from '../schemas/project-file.js';
import { homePaths } from '../schemas/staging.js';

export const projectFileName = 'assurance.yaml';

/**
 * @param directory the project folder, absolute or from the current folder.
 * @throws AssuranceError PROJECT_FILE_MISSING, PROJECT_FILE_UNREADABLE, PROJECT_FILE_INVALID, ENV_VARIABLE_MISSING
 */
export async function loadProject(directory: string, env: NodeJS.ProcessEnv = process.env): Promise<LoadedProject> {
  const projectDir = await realpath(directory).catch(() => resolve(directory));
  const file = join(projectDir, projectFileName);
  const text = await readText(file);
  const project = parseProjectFile({ text, file: shown(file), env, realFolder: (path) => realFolder(resolve(projectDir, path)) });
  const home = resolve(projectDir, project.home);
  return {
    project,
    projectDir,
    file,
    home,
    registry: project.registry === undefined ? join(home, 'registry.duckdb') : resolve(projectDir, project.registry),
    store: project.store === undefined ? join(home, 'store') : resolve(projectDir, project.store),
    staging: homePaths(home).staging,
  };
}

async function readText(file: string): Promise<string> {
  const where = shown(file);
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') throw missing(file);
    throw new AssuranceError('PROJECT_FILE_UNREADABLE', `The project file cannot be read (${cause.code ?? 'unknown reason'})`, {
      where,
      cause,
    });
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AssuranceError('PROJECT_FILE_UNREADABLE', 'The project file is not UTF-8 text', { where, cause });
  }
}

function missing(file: string): AssuranceError {
  const other = file.replace(/\.yaml$/, '.yml');
  const fix = existsSync(other) ? `Rename ${shown(other)} to ${projectFileName}.` : undefined;
  return new AssuranceError('PROJECT_FILE_MISSING', `There is no ${projectFileName} here`, {
    where: shown(file),
    ...(fix === undefined ? {} : { fix }),
  });
}

/** As short as it is clear: from the current folder when the file lies below it. */
function shown(file: string): string {
  const short = relative(process.cwd(), file);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? file : short;
}

/** One spelling of a folder, whatever links lead to it and whatever letter case a disk ignores. */
function realFolder(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
