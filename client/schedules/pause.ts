import type { Client } from '@temporalio/client';
import { withSchedule } from './find.js';

/** Starts nothing any more until it is resumed, also after the project file has changed. */
export const pauseSchedule = (client: Client, name: string, note: string) => withSchedule(client, name, (handle) => handle.pause(note));
