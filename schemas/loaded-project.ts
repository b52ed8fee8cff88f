import type { Project } from './project.js';

/** A project as the rooms get it: checked, and with every path absolute. Further paths below `home`: `homePaths` of staging.ts. */
export interface LoadedProject {
  project: Project;
  /** The folder of the project file; relative paths of connectors start here. */
  projectDir: string;
  /** The project file itself. */
  file: string;
  home: string;
  /** The registry's DuckDB file. */
  registry: string;
  /** The folder with the bytes of deliveries. */
  store: string;
  staging: string;
}
