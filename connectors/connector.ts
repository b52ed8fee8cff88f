/** What every connector does: say which deliveries a source has, and give their bytes. One file for each kind, one interface. */

import type { Readable } from 'node:stream';
import type { Refusal } from '../schemas/delivery.js';
import type { ErrorCode } from '../schemas/errors/catalogue.js';
import type { Source } from '../schemas/project.js';
import { FolderConnector } from './folder.js';

/** A file that has settled and may be taken. */
export interface Offer {
  /** Printable: control characters of a name never get past its connector. */
  file_name: string;
  bytes: number;
  /** At the source, ISO 8601 UTC. */
  modified_at: string;
  /**
   * The bytes, from the first on; each call begins anew. What goes wrong is an error of the stream: one of `refusalCodes` when the
   * file is not to be had, FILE_CHANGED when it is not the file that was listed. A stream that ends has given all bytes.
   */
  open(signal?: AbortSignal): Promise<Readable>;
}

/** A file that is left where it is for this time. */
export interface Waiting {
  file_name: string;
  why: string;
}

/** Offers in the order in which they are taken: modified time, then name. */
export interface Listing {
  offers: Offer[];
  refusals: Refusal[];
  waiting: Waiting[];
}

export interface Connector {
  /** @throws AssuranceError when the source as a whole cannot be reached. */
  list(options: { signal?: AbortSignal }): Promise<Listing>;
}

/** Codes that are about one file and no reason to stop: the file is refused, the others are taken. */
export const refusalCodes: readonly ErrorCode[] = ['FILE_LINK_LEAVES_FOLDER', 'FILE_NOT_REGULAR', 'FILE_UNREADABLE'];

/** @param projectDir where relative paths of the project file start. */
export function connectorFor(source: Source, projectDir: string): Connector {
  return new FolderConnector(source, source.connector, projectDir);
}
