// What the product needs of a Temporal server before anything else is started.
import { connect } from 'node:net';
import { Connection } from '@temporalio/client';

const LIMIT_MS = 2_000;

export interface Needs {
  namespace: string;
  searchAttributes: Readonly<Record<string, 'Keyword' | 'Datetime'>>;
}

/** Throws unless the server answers and has the namespace and the search attributes. */
export const assertComplete = (address: string, { namespace, searchAttributes }: Needs): Promise<void> =>
  withConnection(address, async (connection) => {
    await connection.workflowService.describeNamespace({ namespace });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = Object.keys(searchAttributes).filter((name) => !(name in (customAttributes ?? {})));
    if (missing.length > 0) throw new Error(`search attributes missing: ${missing.join(', ')}`);
  });

/** Of a server that was given: the worker makes there what is missing, or says that it may not. */
export async function checkTemporal(address: string): Promise<string> {
  try {
    const { serverVersion } = await withConnection(address, ({ workflowService }) => workflowService.getSystemInfo({}));
    return `server ${serverVersion} ${address}`;
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`The Temporal server of TEMPORAL_ADDRESS (${address}) does not answer: ${message}`, {
      cause: error,
    });
  }
}

async function withConnection<Result>(address: string, work: (connection: Connection) => Promise<Result>) {
  const connection = await Connection.connect({ address, connectTimeout: LIMIT_MS });
  try {
    return await connection.withDeadline(Date.now() + LIMIT_MS, () => work(connection));
  } finally {
    await connection.close();
  }
}

export function answersOnLoopback(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}
