// The settings of a process: the only file that reads process.env.
// Everything is checked at start, and every problem is printed at once.
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { boundaries, type Failpoint } from './failpoint.ts';
import { projectRoot } from './project-root.ts';

const databaseUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol), {
    error: 'must be a URL such as postgres://user:password@host:5432/database',
  })
  .nullable();
const address = z
  .string()
  .regex(/^[^\s:/]+:\d{1,5}$|^\[[0-9a-fA-F:]+\]:\d{1,5}$/, 'must be host:port')
  .nullable();
const name = z.string().regex(/^[\w.-]{1,200}$/, 'may hold letters, digits, dot, dash and underscore only');
const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: `must be a whole number from ${least} to ${most}`,
    })
    .transform(Number);

const url = (...protocols: string[]) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol.slice(0, -1)), {
      error: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
    })
    .nullable();

/** `turn:committed`, `turn:committed@7`, `turn:committed@7,stop`: where a drill kills or freezes the process, at which passage. */
const failpoint = z
  .string()
  .transform((text) => /^([a-z:-]+)(?:@([1-9]\d{0,8}))?(,stop)?$/.exec(text))
  .transform((match): Failpoint | undefined => {
    const boundary = boundaries.find((known) => known === match?.[1]);
    return boundary && { boundary, passage: Number(match?.[2] ?? 1), signal: match?.[3] ? 'SIGSTOP' : 'SIGKILL' };
  })
  .refine((found) => found !== undefined, {
    error: `must be one of ${boundaries.join(', ')}, with @N for the Nth passage, and ,stop to freeze instead of kill`,
  })
  .nullable();

const Settings = z.object({
  DATABASE_URL: databaseUrl.default(null),
  TEMPORAL_ADDRESS: address.default(null),
  TEMPORAL_NAMESPACE: name.default('tiendo'),
  TEMPORAL_TASK_QUEUE: name.default('assignments'),
  PORT: wholeNumber(0, 65_535).default(8080),
  HOST: z.string().regex(/^\S+$/, 'must be a host name or an address').default('127.0.0.1'),
  TIENDO_DATA: z
    .string()
    .transform((folder) => resolve(folder))
    .default(join(projectRoot, '.tiendo')),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SMTP_URL: url('smtp', 'smtps').default(null),
  SMTP_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n]{0,200}<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      'must be an address, such as tiendo <tiendo@phuong.example>',
    )
    .default('tiendo <tiendo@localhost.localdomain>'),
  TIENDO_WEBHOOK_URL: url('http', 'https').default(null),
  TIENDO_WEBHOOK_SECRET: z
    .string()
    .regex(/^(whsec_)?[A-Za-z0-9+/]{32,}={0,2}$/, 'must be at least 24 random bytes in base64')
    .nullable()
    .default(null),
  TIENDO_PUBLIC_URL: url('http', 'https').default(null),
  // Set by local/ for the processes that it starts; a service of one's own sets them by hand.
  TIENDO_APP_DATABASE_URL: databaseUrl.default(null),
  TIENDO_DEMO: z.enum(['0', '1'], { error: 'must be 0 or 1' }).default('0'),
  TIENDO_MAX_CACHED_WORKFLOWS: wholeNumber(0, 100_000).default(300),
  FAILPOINT: failpoint.default(null),
});

/** What a process may need to know. `null` means: not set, and there is no sensible default. */
const toEnvironment = (set: z.output<typeof Settings>) => ({
  databaseUrl: set.DATABASE_URL,
  appDatabaseUrl: set.TIENDO_APP_DATABASE_URL,
  temporalAddress: set.TEMPORAL_ADDRESS,
  temporalNamespace: set.TEMPORAL_NAMESPACE,
  temporalTaskQueue: set.TEMPORAL_TASK_QUEUE,
  port: set.PORT,
  host: set.HOST,
  data: set.TIENDO_DATA,
  evidence: join(set.TIENDO_DATA, 'evidence'),
  logLevel: set.LOG_LEVEL,
  demo: set.TIENDO_DEMO === '1',
  maxCachedWorkflows: set.TIENDO_MAX_CACHED_WORKFLOWS,
  smtpUrl: set.SMTP_URL,
  mailFrom: set.SMTP_FROM,
  mailFolder: join(set.TIENDO_DATA, 'mail'),
  webhook:
    set.TIENDO_WEBHOOK_URL && set.TIENDO_WEBHOOK_SECRET
      ? { url: set.TIENDO_WEBHOOK_URL, secret: set.TIENDO_WEBHOOK_SECRET }
      : null,
  publicUrl: set.TIENDO_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
  failpoint: set.FAILPOINT ?? null,
});

export type Environment = ReturnType<typeof toEnvironment>;

const requirable = {
  appDatabaseUrl: 'TIENDO_APP_DATABASE_URL',
  temporalAddress: 'TEMPORAL_ADDRESS',
} as const;
type Requirable = keyof typeof requirable;
type With<Needed extends Requirable> = Environment & { [Key in Needed]: NonNullable<Environment[Key]> };

export type Parsed<Needed extends Requirable> = { environment: With<Needed> } | { problems: string[] };

/** What must be set because something else is. */
function missingBeside(set: Readonly<Record<string, string | undefined>>): string[] {
  const pairs = [
    ['SMTP_URL', 'SMTP_FROM'],
    ['TIENDO_WEBHOOK_URL', 'TIENDO_WEBHOOK_SECRET'],
    ['TIENDO_WEBHOOK_SECRET', 'TIENDO_WEBHOOK_URL'],
  ] as const;
  return pairs.flatMap(([given, needed]) => (set[given] && !set[needed] ? [needed] : []));
}

/** An empty variable counts as one that is not set: that is how `.env` files and CI systems leave things out. */
export function parseEnvironment<Needed extends Requirable = never>(
  source: Readonly<Record<string, string | undefined>>,
  needed: readonly Needed[] = [],
): Parsed<Needed> {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Settings.safeParse(set);
  const missing = needed.map((key) => requirable[key]).filter((variable) => set[variable] === undefined);
  const problems = [...missing, ...missingBeside(set)].map((variable) => `${variable} is not set`);
  if (!parsed.success) problems.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
  if (!parsed.success || problems.length > 0) return { problems };
  return { environment: toEnvironment(parsed.data) as With<Needed> };
}

/** Reads the environment, or prints all that is wrong with it and ends the process. */
export function readEnvironment<Needed extends Requirable = never>(needed: readonly Needed[] = []): With<Needed> {
  const parsed = parseEnvironment(process.env, needed);
  if ('environment' in parsed) return parsed.environment;
  const lines = parsed.problems.map((problem) => `  - ${problem}`);
  process.stderr.write(`The environment is not usable (see .env.example):\n${lines.join('\n')}\n`);
  process.exit(1);
}

/** The variables of this process, to be handed on to one that it starts. */
export const inheritedEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env });

/** npm does not hand SIGTERM on through its shell, so a process that npm started watches its parent instead. */
export const isStartedByNpm = (): boolean => process.env.npm_lifecycle_event !== undefined;
