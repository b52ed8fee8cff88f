import type { WorkerOptions } from '@temporalio/worker';

/**
 * Heartbeats carry the progress that people see, so they go out several times a second; and a worker that is told to stop waits this long
 * for activities that do not listen before it gives up on them: they are tried again by the next one.
 */
export const heartbeatPace = {
  maxHeartbeatThrottleInterval: '300ms',
  defaultHeartbeatThrottleInterval: '300ms',
  shutdownForceTime: '30 seconds',
} satisfies Partial<WorkerOptions>;
