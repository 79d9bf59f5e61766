// Tells a database that is away, stopping, full or too slow from a fault of ours: the one is 503, the other 500.

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Connection exceptions, admin or crash shutdown, starting up, out of resources, cancelled, lock not available, deadlock. */
const sqlStates = /^(08...|57P0.|57014|53...|55P03|25P03|25006|40001|40P01|58...|XX000)$/;

/** node-postgres reports these without a code. */
const messages =
  /timeout exceeded when trying to connect|Connection terminated|connection timeout|Query read timeout|not queryable|Cannot use a pool after calling end/i;

export function isRecordUnavailable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isRecordUnavailable);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (networkCodes.has(code)) return true;
  if (code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect'; // else a file of ours is missing
  return sqlStates.test(code) || messages.test(error.message);
}
