/** The sources that a caller named. */

import { AssuranceError } from '../schemas/errors/error.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import type { Source } from '../schemas/project.js';

/** @throws AssuranceError SOURCE_UNKNOWN */
export function choose({ project, file }: LoadedProject, ids: string[] = []): Source[] {
  for (const id of ids) {
    if (project.sources.some((s) => s.id === id)) continue;
    throw new AssuranceError('SOURCE_UNKNOWN', `There is no source ${id} in the project file.`, {
      where: file,
      fix: `Name one of ${project.sources.map((s) => s.id).join(', ')}.`,
    });
  }
  return ids.length === 0 ? project.sources : project.sources.filter((s) => ids.includes(s.id));
}
