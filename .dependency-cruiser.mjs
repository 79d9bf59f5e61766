// Who may import whom (the folders are explained in README.md). A wrong arrow fails the check; `comment` says why it is wrong.

const folders = [
  'domain',
  'record',
  'documents',
  'sandbox',
  'workflows',
  'activities',
  'worker',
  'audit',
  'api',
  'web',
  'db',
  'local',
  'cli',
  'seeds',
  'bench',
];
const own = `^(${folders.join('|')})/`;

/** Files of `folder` import no folder of ours but these. Types are free: they are gone at run time. */
const only = (folder, allowed, comment) => ({
  name: `${folder}-imports`,
  comment,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path: own, pathNot: `^(${[folder, ...allowed].join('|')})(/|$)`, dependencyTypesNot: ['type-only'] },
});

const entryOnly = (folder, alsoFrom, comment) => ({
  name: `nothing-imports-${folder}`,
  comment,
  severity: 'error',
  from: { path: own, pathNot: `^(${[folder, ...alsoFrom].join('|')})/` },
  to: { path: `^${folder}/` },
});

export default {
  forbidden: [
    only('domain', [], 'Rules know nothing but each other.'),
    {
      name: 'domain-is-pure',
      comment: 'No clock, database, engine or Node in a rule: domain and zod, nothing else.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: '^domain/|^node_modules/zod/', dependencyTypesNot: ['type-only'] },
    },
    only('record', ['domain', 'db'], 'The record stands on the rules and the database alone.'),
    only('documents', ['domain'], 'Reading a document needs no database and no network.'),
    {
      name: 'documents-is-offline',
      comment: 'A reader gets bytes and gives rows: no files, no network, no database.',
      severity: 'error',
      from: { path: '^documents/' },
      to: { path: '^(node:)?(fs|net|http|https|child_process)|node_modules/pg/' },
    },
    only(
      'sandbox',
      ['documents', 'domain'],
      'What runs apart reads what came from outside, and knows nothing else of ours.',
    ),
    only('workflows', ['domain'], 'Workflows hold no effect; activities come in as types.'),
    {
      name: 'workflows-are-deterministic',
      comment: 'What is imported here runs in the replay sandbox for a year: no zod, no date library, no Node.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        pathNot: '^workflows/|^domain/|node_modules/@temporalio/(workflow|common)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    only(
      'activities',
      ['record', 'domain', 'db', 'workflows/[^/]+\\.messages\\.ts', 'workflows/search-attributes\\.ts'],
      'Effects stand on the record.',
    ),
    only(
      'worker',
      ['activities', 'record', 'domain', 'db', 'workflows/[^/]+\\.messages\\.ts', 'workflows/search-attributes\\.ts'],
      'Wiring.',
    ),
    only(
      'audit',
      ['record', 'domain', 'db', 'workflows/[^/]+\\.messages\\.ts'],
      'Whoever checks stands on the record and the engine, not on those who write.',
    ),
    only(
      'api',
      [
        'domain',
        'documents',
        'sandbox',
        'record',
        'audit',
        'db',
        'workflows/[^/]+\\.messages\\.ts',
        'workflows/search-attributes\\.ts',
      ],
      'HTTP in, command out; workflows are known by their messages.',
    ),
    only('web', ['domain'], 'The browser shares the rules and nothing of the server.'),
    only('db', [], 'Connections and migrations know no rule.'),
    entryOnly('worker', ['local', 'cli', 'bench'], 'Nothing imports the worker: it is a process.'),
    entryOnly('api', ['local', 'cli'], 'Nothing imports the api: it is a process.'),
    entryOnly('web', [], 'Nothing imports the pages.'),
    entryOnly('local', ['cli', 'bench'], 'One machine is one way to run us; nothing depends on it.'),
    entryOnly('cli', [], 'Nothing imports the command line.'),
    entryOnly('bench', [], 'Nothing imports the benchmarks.'),
    {
      name: 'temporal-in-one-place',
      comment: 'Of the api only handle-command.ts talks to Temporal.',
      severity: 'error',
      from: { path: '^api/', pathNot: '^api/handle-command\\.ts$' },
      to: { path: 'node_modules/@temporalio/(client|worker|activity)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle has no beginning to read from.',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-orphans',
      comment: 'A module that nothing uses is dead.',
      severity: 'error',
      from: { orphan: true, pathNot: '(main|start|bundle|index|tiendo)\\.' },
      to: {},
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: false,
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs'],
    },
  },
};
