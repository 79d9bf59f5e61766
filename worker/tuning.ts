// How a worker process of ours is set. The baselines of the benchmarks are given the same, so that they differ in work alone.

export const CONCURRENT_TURNS = 16;

/** Options of `Worker.create` that are the same for every worker; `maxCachedWorkflows` comes from the environment. */
export const workerTuning = {
  maxConcurrentLocalActivityExecutions: CONCURRENT_TURNS,
  // A step waits so long for the worker that has its workflow in memory: after a kill -9, not the default 10 s.
  stickyQueueScheduleToStartTimeout: '2 seconds',
  shutdownGraceTime: '10 seconds',
  shutdownForceTime: '20 seconds',
} as const;
