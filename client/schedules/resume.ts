import type { Client } from '@temporalio/client';
import { withSchedule } from './find.js';

/** From now on; what fell into the pause is not made up for: that is what a backfill is for. */
export const resumeSchedule = (client: Client, name: string) => withSchedule(client, name, (handle) => handle.unpause('resumed'));
