import { ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import { withSchedule } from './find.js';

/** Now, once, also when it is paused; after the one that runs, if one does. */
export const triggerSchedule = (client: Client, name: string) =>
  withSchedule(client, name, (handle) => handle.trigger(ScheduleOverlapPolicy.BUFFER_ONE));
