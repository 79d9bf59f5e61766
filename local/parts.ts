// The running parts of the product, and the order in which they stop: users before the servers that they use.
import type { Child } from './children.ts';
import type { Kept } from './keep-running.ts';

const stopOrder = ['worker', 'api', 'Temporal', 'PostgreSQL'] as const;
type PartName = (typeof stopOrder)[number];

export interface Parts {
  add<Service extends Child>(name: PartName, kept: Kept<Service>): Promise<Service>;
  restart(...names: PartName[]): Promise<void>;
  stop(say: (text: string) => void): Promise<void>;
}

export function createParts(): Parts {
  const parts = new Map<PartName, Kept<Child>>();
  return {
    add: (name, kept) => {
      parts.set(name, kept);
      kept.ready.catch(() => parts.delete(name)); // a start that failed has already stopped what it started
      return kept.ready;
    },
    restart: async (...names) => {
      await Promise.all(names.map((name) => parts.get(name)?.restart()));
    },
    stop: async (say) => {
      if (parts.size === 0) return;
      say('Stopping:');
      for (const name of stopOrder) {
        const part = parts.get(name);
        if (!part) continue;
        say(`  stopping ${name}`);
        await part.stop();
      }
      say('Stopped.');
    },
  };
}
