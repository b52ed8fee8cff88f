/** How the development server is set for a life of seconds beside one project. Nothing here makes an answer less durable. */

/** Half the waiting for the disk of the server's own default, and as durable. */
const sqlite = ['journal_mode=wal', 'synchronous=full'];

/**
 * The server has a queue of tasks for each of its parts, and takes out what is done every half minute to five minutes. It seldom lives that long
 * here: every start did again all tasks of all runs before it, and began later with every pull.
 */
const soon = '"500ms"';
const queues = [
  `history.transferProcessorUpdateAckInterval=${soon}`,
  `history.timerProcessorUpdateAckInterval=${soon}`,
  `history.visibilityProcessorUpdateAckInterval=${soon}`,
  `history.shardUpdateMinInterval=${soon}`,
  `history.shardFirstUpdateInterval=${soon}`,
];

/** A task queue has four parts by default, for many machines: a task waited in one until the worker's poll in another was handed on. */
const partitions = ['matching.numTaskqueueReadPartitions=1', 'matching.numTaskqueueWritePartitions=1'];

export const tuningArguments = [
  ...sqlite.flatMap((pragma) => ['--sqlite-pragma', pragma]),
  ...[...queues, ...partitions].flatMap((value) => ['--dynamic-config-value', value]),
];

/** Go collects its garbage less often while there is little of it: a tenth of the server's work. What the environment says comes first. */
export const tunedEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({ GOGC: '400', GOMEMLIMIT: '192MiB', ...env });
