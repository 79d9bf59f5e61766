// What is done to an installation, drawn from the seed alone: the same seed gives the same faults in the same order.
import { type Boundary, boundaries } from '../../../db/failpoint.ts';
import { type Random, seeded } from './seeded.ts';

type PartName = 'postgres' | 'temporal' | 'api' | 'worker';
const partNames: readonly PartName[] = ['postgres', 'temporal', 'api', 'worker'];

/** What a fault is counted as: a part, all of them at once, or the boundary where a process killed itself. */
export type FaultName = PartName | 'all' | Boundary;
export const faultNames: readonly FaultName[] = [
  ...partNames,
  'all',
  ...boundaries.filter((boundary) => !boundary.startsWith('notice:')), // the ward of the drills has no addresses
];

export interface Cycle {
  readonly seed: number;
  readonly number: number;
  /** Parts that are killed together. Before a failpoint this is the process that comes back armed. */
  readonly kill: readonly PartName[];
  readonly failpoint: {
    readonly boundary: Boundary;
    readonly passage: number;
    readonly process: 'api' | 'worker';
  } | null;
  /** The kill comes when so many commands of the cycle have ended. */
  readonly afterCommands: number;
  /** Whether a plan is launched in this cycle, shortly before the fault. */
  readonly launch: boolean;
  /** In this order, with so many ms before each. */
  readonly restart: readonly { readonly part: PartName; readonly pauseMs: number }[];
}

/** Every kind of fault comes about equally often; each `round` of all of them is shuffled by itself. */
export function cycleOf(seed: number, number: number): Cycle {
  const round = Math.floor(number / faultNames.length);
  const fault = seeded(seed, `round ${round}`).shuffled(faultNames)[number % faultNames.length] ?? 'all';
  const random = seeded(seed, `cycle ${number}`);
  const failpoint = isBoundary(fault) ? failpointAt(fault, random) : null;
  const kill = fault === 'all' ? partNames : [failpoint?.process ?? (fault as PartName)];
  return {
    seed,
    number,
    kill,
    failpoint,
    afterCommands: random.between(3, 20),
    launch: failpoint ? failpoint.boundary.startsWith('launch:') : random.chance(0.1),
    restart: random.shuffled(kill).map((part) => ({ part, pauseMs: random.between(0, 700) })),
  };
}

export const faultOf = ({ kill, failpoint }: Cycle): FaultName =>
  failpoint?.boundary ?? (kill.length > 1 ? 'all' : (kill[0] ?? 'all'));

export const isBoundary = (fault: string): fault is Boundary => (boundaries as readonly string[]).includes(fault);

/** Whose boundary it is; a launch comes to most of its boundaries once. */
function failpointAt(boundary: Boundary, random: Random) {
  const isOfApi = ['inbox:committed', 'engine:call', 'engine:answered', 'response'].includes(boundary);
  const most = boundary === 'launch:workflow-started' ? 10 : boundary.startsWith('launch:') ? 1 : 8;
  return { boundary, passage: random.between(1, most), process: isOfApi ? 'api' : 'worker' } as const;
}
