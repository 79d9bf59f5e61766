// `npm run bench`: runs the benchmarks, prints what they measured, and adds it to docs/benchmarks.md.
import { appendFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../db/project-root.ts';
import { createEnding, type Ending } from '../local/ending.ts';
import { createDisplay } from '../local/progress.ts';
import type { Benchmark } from './benchmark.ts';
import { catalogue } from './catalogue.ts';
import { commandOf, DEFAULTS } from './command.ts';
import { loadAverage, readConditions } from './conditions.ts';
import { type Installation, startInstallation } from './installation.ts';
import { failedChecks } from './measured.ts';
import { asMarkdown, asText, headingOf, type Result } from './report.ts';

const HELP = `npm run bench [-- [B1 B3 …] [options]]      measures tiendo against baselines on the same servers

  B1 … B13       only these; without a name all of them
  --rounds N     rounds of baseline and subject in turn (${DEFAULTS.rounds})
  --quick        small sizes, one round: shows that a benchmark works, its figures say nothing; nothing is written
  --size N       how many assignments (B1), timers (B7) or lives (B8)
  --live N       how many live assignments B13 has (${DEFAULTS.live})
  --out FILE     where the results are added (docs/benchmarks.md); "-" for nowhere
  --list         the names of all benchmarks
  --help         this text
`;
const DEFAULT_OUT = join(projectRoot, 'docs', 'benchmarks.md');

const flags = readFlags();
const display = createDisplay(process.stderr);
const installations: Installation[] = [];
const ending: Ending = createEnding(stopInstallations);
const conditions = readConditions();
const out = flags.out === '-' || (flags.quick && flags.out === DEFAULT_OUT) ? null : resolve(flags.out);
let isHeaded = false;
let invalid = 0;

for (const benchmark of flags.chosen) {
  if (ending.signal.aborted) break;
  const result = await measure(benchmark);
  await stopInstallations();
  process.stdout.write(asText(result));
  if (failedChecks(result.measured).length > 0) invalid++;
  if (out) keep(result, out);
}
ending.end(invalid > 0 ? 1 : 0);

async function measure(benchmark: Benchmark): Promise<Result> {
  const progress = (text: string) => display.progress(`${benchmark.id}: ${text}`);
  display.say(`${benchmark.id}: ${benchmark.title}`);
  const begun = performance.now();
  const before = loadAverage();
  const measured = await benchmark.run({
    rounds: flags.rounds,
    quick: flags.quick,
    size: flags.size,
    live: flags.live,
    progress,
    startInstallation: async () => {
      const installation = await startInstallation(progress);
      installations.push(installation);
      return installation;
    },
  });
  const troubles = installations.flatMap((installation) => installation.troubles);
  const undisturbed = {
    what: `no process ended by itself${troubles.map((text) => ` (${text})`)}`,
    held: troubles.length === 0,
  };
  const durabilities = await Promise.all(installations.map((installation) => installation.durability()));
  const faults = durabilities.flatMap(({ faults }) => faults);
  const durable = {
    what: `no server may lose an acknowledged write at a power cut${faults.map((text) => ` (${text})`)}`,
    held: durabilities.length > 0 && faults.length === 0,
  };
  const [first] = installations;
  return {
    benchmark,
    measured: { ...measured, checks: [...measured.checks, undisturbed, durable] },
    rounds: flags.rounds,
    seconds: (performance.now() - begun) / 1000,
    durability: [...new Set(durabilities.map(({ text }) => text))].join(' / '),
    versions: first ? `PostgreSQL ${first.versions.postgres}; ${first.versions.temporal}` : '',
    load: { before, after: loadAverage() },
    command: commandOf(benchmark.id, flags),
  };
}

async function stopInstallations(): Promise<void> {
  await Promise.all(installations.splice(0).map((installation) => installation.stop()));
}

function keep(result: Result, file: string): void {
  if (!isHeaded) appendFileSync(file, `\n${headingOf(conditions, result.versions)}`);
  isHeaded = true;
  appendFileSync(file, `\n${asMarkdown(result)}`);
  display.say(`${result.benchmark.id}: added to ${file}`);
}

function readFlags() {
  const string = (value: string) => ({ type: 'string', default: value }) as const;
  const boolean = { type: 'boolean', default: false } as const;
  const options = {
    rounds: string(String(DEFAULTS.rounds)),
    size: { type: 'string' } as const,
    live: string(String(DEFAULTS.live)),
    out: string(DEFAULT_OUT),
    quick: boolean,
    list: boolean,
    help: boolean,
  };
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (values.help) leave(HELP, 0);
    if (values.list) leave(`${catalogue.map(({ id, title }) => `${id.padEnd(4)} ${title}`).join('\n')}\n`, 0);
    const chosen = positionals.length === 0 ? catalogue : positionals.map(byName);
    const { quick, out } = values;
    return {
      quick,
      out,
      chosen,
      rounds: quick ? 1 : wholeNumber('rounds', values.rounds),
      size: values.size === undefined ? null : wholeNumber('size', values.size),
      live: wholeNumber('live', values.live),
    };
  } catch (error) {
    return leave(`${(error as Error).message}\n\n${HELP}`, 1);
  }
}

function byName(name: string): Benchmark {
  const found = catalogue.find(({ id }) => id === name.toUpperCase());
  if (!found) throw new Error(`There is no benchmark ${name}; there are ${catalogue.map(({ id }) => id).join(', ')}.`);
  return found;
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`--${name} must be a whole number above 0.`);
  return Number(text);
}

function leave(text: string, code: number): never {
  (code === 0 ? process.stdout : process.stderr).write(text);
  process.exit(code);
}
