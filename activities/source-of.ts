import { AssuranceError } from '../schemas/errors/error.js';
import type { LoadedProject } from '../schemas/loaded-project.js';
import type { Source } from '../schemas/project.js';

/** @throws AssuranceError SOURCE_UNKNOWN when the project file that this worker was started with does not have it. */
export function sourceOf({ project, file }: LoadedProject, sourceId: string): Source {
  const source = project.sources.find((s) => s.id === sourceId);
  if (source === undefined)
    throw new AssuranceError('SOURCE_UNKNOWN', `There is no source ${sourceId} in the project file.`, { where: file });
  return source;
}
