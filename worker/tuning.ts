// How a worker process of ours is set. The baselines of the benchmarks are given the same, so that they differ in work alone.

export const CONCURRENT_TURNS = 16;

/** Options of `Worker.create` that are the same for every worker; `maxCachedWorkflows` comes from the environment. */
export const workerTuning = {
  maxConcurrentLocalActivityExecutions: CONCURRENT_TURNS,
  // A step waits so long for the worker that has its workflow in memory: after a kill -9, not the default 10 s.
  stickyQueueScheduleToStartTimeout: '2 seconds',
  // The SDK ends an activation after 5 s of the clock on the wall. A process that stood still (a laptop asleep, a paused
  // machine) was cut off in the middle of the workflow's code when it woke up, and Node then gave up the thread with all its
  // workflows ("async hook stack has become corrupted"). Our shell never runs long; the engine's own 10 s watch over it.
  isolateExecutionTimeout: '49 days', // the longest that there is
  shutdownGraceTime: '10 seconds',
  shutdownForceTime: '20 seconds',
} as const;
