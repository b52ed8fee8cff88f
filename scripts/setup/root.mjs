/** The repository's own folder, whatever folder a command was typed in. */

import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
