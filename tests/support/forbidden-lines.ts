// What no process of ours may ever write to its log, whatever was done to it.

/**
 * A promise nobody waited for, an uncaught error, a crash of a server's own, a workflow task or activation that failed
 * (in the words of Temporal's core and of its SDK), a parked command.
 * `Node.js v` is what Node prints when it ends of an uncaught error.
 */
const FORBIDDEN =
  /unhandled ?rejection|uncaught|panic|TMPRL1100|TMPRL1101|non-?determinis|failing workflow|failed to process workflow activation|command parked|assertion|segmentation fault|^Node\.js v\d|DATA LOSS|corrupt/i;

export const isForbidden = (line: string): boolean => FORBIDDEN.test(line);
