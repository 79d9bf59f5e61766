// The benchmark's end of a load client.
import type { NodeService } from '../../local/node-service.ts';
import type { Installation } from '../installation.ts';
import type { Job, ResultOf } from './jobs.ts';

export interface LoadClient {
  readonly pid: number;
  /** One job at a time. Throws what went wrong over there. */
  run<J extends Job>(job: J): Promise<ResultOf<J>>;
  /** Ends a job that goes on at a rate: nothing new is begun, `run` returns once what was begun is answered. */
  stop(): void;
}

type Reply = { readonly result: unknown } | { readonly error: string };

export async function startLoadClient(installation: Installation, name: string): Promise<LoadClient> {
  const service = await installation.startProcess(name, 'bench/load/main');
  return { pid: service.pid, run: (job) => ask(service, job), stop: () => service.process.send('stop') };
}

function ask<J extends Job>({ process: child, exited }: NodeService, job: J): Promise<ResultOf<J>> {
  return new Promise((resolve, reject) => {
    child.once('message', (reply: Reply) => {
      if ('error' in reply) reject(new Error(reply.error));
      else resolve(reply.result as ResultOf<J>);
    });
    void exited.then(() => reject(new Error('the load client ended')));
    child.send(job);
  });
}
