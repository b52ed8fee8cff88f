import type { ErrorEntry } from './error.js';

/** What can be wrong with the project file `assurance.yaml`. */
export const projectErrors = {
  PROJECT_FILE_MISSING: {
    kind: 'project',
    when: 'There is no assurance.yaml in the project folder.',
    fix: 'Go to the folder that holds it, name it with --project DIR, or make a new one with `assurance init`.',
  },
  PROJECT_FILE_UNREADABLE: {
    kind: 'project',
    when: 'assurance.yaml is there and cannot be read as UTF-8 text: no permission, a folder, another encoding.',
    fix: 'Make it a text file in UTF-8 that the user who runs the product may read.',
  },
  PROJECT_FILE_INVALID: {
    kind: 'project',
    when: 'The project file breaks its schema: each problem is listed with file, line, key and what was expected.',
    fix: 'Correct the keys that are listed; docs/assurance.schema.json lets an editor check them while typing.',
  },
  ENV_VARIABLE_MISSING: {
    kind: 'project',
    when: 'The project file names ${VARIABLE} and the environment does not have it.',
    fix: 'Set the variable in the environment of the process; secrets never stand in the file.',
  },
} as const satisfies Record<string, ErrorEntry>;
