export { loadProject } from '../workers/load-project.js';
export type { LoadedProject } from '../schemas/loaded-project.js';
