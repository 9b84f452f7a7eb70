// Who may import whom. CONTRIBUTING, "The layers", has the picture; type-only imports count, too.
// `may`: any import. `mayAsType`: `import type` only.
const table = {
  'lib/grammar': {},
  'lib/wire': { may: ['lib/grammar'] },
  // Messages as octets: 23.040 and 23.038, for the flows and the emulator alike.
  'lib/pdu': { may: ['lib/grammar'] },
  operators: { may: ['lib/wire', 'lib/grammar'] },
  // Contracts, and the steps that families share: no command of any family.
  'lib/dialects': { may: ['operators', 'lib/grammar'], mayAsType: ['lib/wire', 'lib/pdu'] },
  'lib/families': { may: ['lib/dialects', 'lib/pdu', 'operators', 'lib/grammar'], mayAsType: ['lib/wire'] },
  // A recording masks the secrets of every family, whichever modem was on the line.
  'lib/recording': { may: ['lib/wire', 'lib/grammar', 'lib/families', 'operators'] },
  'lib/modem': { may: ['operators', 'lib/wire', 'lib/grammar'], mayAsType: ['lib/dialects'] },
  'lib/flows': {
    may: ['lib/dialects', 'lib/pdu', 'operators', 'lib/grammar'],
    mayAsType: ['lib/wire', 'lib/modem'],
  },
  'lib/pool': {
    may: ['lib/flows', 'operators', 'lib/grammar'],
    mayAsType: ['lib/modem', 'lib/dialects'],
  },
  // Modems on a broker: the one folder that needs the packages `mqtt` and `typebox`.
  'lib/mqtt': {
    may: ['lib/pool', 'lib/flows', 'lib/dialects', 'lib/families/standard', 'operators', 'lib/grammar'],
    mayAsType: ['lib/modem', 'lib/wire'],
  },
  // Needs the package `prom-client`, and Node for its server.
  'lib/metrics': {
    may: ['lib/pool', 'operators', 'lib/grammar'],
    mayAsType: ['lib/modem', 'lib/mqtt', 'lib/wire'],
  },
  // Many channels on one port. Frames are pure, and the emulator reads and writes them, too.
  'lib/mux': { may: ['operators', 'lib/wire', 'lib/grammar'], mayAsType: ['lib/dialects', 'lib/modem'] },
  // A modem on a port that nobody knows yet: opens it, walks its chart, looks at its line below AT.
  'lib/doctor': {
    may: [
      'lib/flows',
      'lib/modem',
      'lib/mux',
      'lib/families',
      'lib/dialects',
      'lib/wire',
      'lib/grammar',
      'operators',
    ],
  },
  'lib/emulator': {
    may: ['lib/wire', 'lib/grammar', 'lib/pdu', 'lib/families', 'lib/mux/frames', 'operators'],
  },
  'lib/testing': {
    may: [
      'lib/wire',
      'lib/grammar',
      'lib/emulator',
      'lib/modem',
      'lib/families',
      'lib/recording',
      'operators',
    ],
    mayAsType: ['lib/dialects'],
  },
  // Sockets of a modem for Node's own clients.
  'lib/node': {
    may: ['lib/flows', 'operators', 'lib/grammar'],
    mayAsType: ['lib/wire', 'lib/modem', 'lib/dialects'],
  },
  // `rxmodem/node` is one front door for all that needs Node, so it may show the emulator's servers too.
  'lib/transports': {
    may: ['lib/wire', 'lib/grammar', 'lib/recording', 'lib/emulator/node', 'lib/node'],
  },
};

/** Files of `lib/` that stand in no room: the front door, and the one that knows all families and how to connect. */
const doors = ['^lib/index\\.ts$', '^lib/authors\\.ts$', '^lib/detectProfile\\.ts$'];

const ours = '^(lib|operators|specs|demos)/';
const entryPoints = [
  '^lib/index\\.ts$',
  '^operators/index\\.ts$',
  '^lib/authors\\.ts$',
  '^lib/transports/node\\.ts$',
  '^lib/transports/webSerial\\.ts$',
  '^lib/emulator/index\\.ts$',
  '^lib/testing/index\\.ts$',
  '^lib/mqtt/index\\.ts$',
  '^lib/metrics/index\\.ts$',
];

// The Node side: all else is core and runs in a browser.
const nodeSide = [
  '^lib/metrics/',
  '^lib/transports/(?!webSerial\\.ts$)',
  '^lib/node/',
  '^lib/emulator/node/',
  '^lib/cli/',
  '^lib/dashboard/',
];
const nodeTransports = '^lib/transports/(node|serial|tcp)[^/]*(\\.ts|/)';

const inside = (folder) => `^${folder}/`;
const error = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

const layers = Object.entries(table).flatMap(([folder, { may = [], mayAsType = [] }]) => {
  const anyImport = [folder, ...may].map(inside);
  const name = `${folder.replace('/', '-')}-imports`;
  const from = { path: inside(folder) };
  return [
    error(name, `${folder} may import ${[...may, ...mayAsType].join(', ') || 'nothing of ours'}`, from, {
      path: ours,
      pathNot: [...anyImport, ...mayAsType.map(inside)],
    }),
    ...(mayAsType.length === 0
      ? []
      : [
          error(
            `${name}-as-type`,
            `${folder} may import ${mayAsType.join(', ')} by \`import type\` only`,
            from,
            {
              path: mayAsType.map(inside),
              dependencyTypesNot: ['type-only'],
            },
          ),
        ]),
  ];
});

module.exports = {
  forbidden: [
    ...layers,
    error(
      'front-door-imports',
      'lib/index.ts shows the core only',
      { path: '^lib/index\\.ts$' },
      {
        path: ours,
        pathNot:
          '^(operators|lib/(grammar|wire|pdu|dialects|families|modem|flows|pool|mux|doctor|recording|detectProfile))',
      },
    ),
    error(
      'authors-imports',
      'lib/authors.ts shows contracts, the steps of dialects, and what any maker may use',
      { path: '^lib/authors\\.ts$' },
      {
        path: ours,
        pathNot:
          '^(operators|lib/(grammar|dialects|families/standard))/|^lib/families/([a-z0-9]+/(sim800|a7600|sim7600|quectel)(Base|Parts)|registerFamily)\\.ts$',
      },
    ),
    error(
      'front-door-browser',
      'lib/index.ts shows no Node transport',
      { path: '^lib/index\\.ts$' },
      {
        path: nodeTransports,
      },
    ),
    error(
      'cli-imports',
      'lib/cli imports public entry points and the dashboard only',
      { path: '^lib/cli/' },
      {
        path: ours,
        pathNot: ['^lib/(cli|dashboard)/', ...entryPoints],
      },
    ),
    error(
      'dashboard-imports',
      'lib/dashboard imports public entry points only, and not the command',
      { path: '^lib/dashboard/' },
      {
        path: ours,
        pathNot: ['^lib/dashboard/', ...entryPoints],
      },
    ),
    error(
      'demos-imports',
      'demos import public entry points only',
      { path: '^demos/' },
      {
        path: ours,
        pathNot: ['^demos/', ...entryPoints],
      },
    ),
    error(
      'emulator-core',
      'the virtual modem does not know what serves it',
      {
        path: '^lib/emulator/',
        pathNot: '^lib/emulator/node/',
      },
      { path: '^lib/emulator/node/' },
    ),
    error(
      'no-stray-folder',
      'this folder of lib is not in the table',
      {
        path: '^lib/',
        pathNot: [...doors, '^lib/(cli|dashboard)/', ...Object.keys(table).map(inside)],
      },
      {},
    ),
    error(
      'detect-profile-imports',
      'lib/detectProfile.ts asks a modem who it is, of all families',
      { path: '^lib/detectProfile\\.ts$' },
      { path: ours, pathNot: '^lib/(modem|families|dialects|grammar|wire)/' },
    ),
    error(
      'emulator-tables',
      'the emulator shares the tables of the families, never their dialects: else both halves could share a mistake',
      { path: '^lib/emulator/' },
      { path: '^lib/families/', pathNot: '(Commands|Urcs|/httpMethods)\\.ts$' },
    ),
    error('no-circular', 'no circular dependencies, of types neither', {}, { circular: true }),
    error('no-unresolvable', 'an import that leads nowhere', {}, { couldNotResolve: true }),
    error(
      'core-no-node',
      'the core imports no Node module',
      { path: '^(lib|operators)/', pathNot: nodeSide },
      {
        dependencyTypes: ['core'],
      },
    ),
    error(
      'core-packages',
      'the core needs rxjs and ts-pattern only, and what reads FTP listings, which needs no Node',
      {
        path: '^(lib|operators)/',
        pathNot: [...nodeSide, '^lib/mqtt/'],
      },
      {
        path: 'node_modules/',
        pathNot: 'node_modules/(rxjs/|ts-pattern/|basic-ftp/dist/(parseList|FileInfo))',
      },
    ),
    error(
      'core-never-reaches-node',
      'all entry points but rxmodem/node reach no Node module, however far',
      { path: entryPoints.filter((path) => !path.includes('node')) },
      {
        path: [nodeTransports, '^lib/node/', '^lib/emulator/node/', '^lib/(cli|dashboard)/'],
        reachable: true,
      },
    ),
    error(
      'no-dev-packages',
      'what is published needs no dev package',
      { path: '^(lib|operators)/' },
      {
        // scripts/bundle.mjs puts these into the package's files.
        pathNot: 'node_modules/(@sinclair/typebox|commander|cli-progress|picocolors|uplot)/',
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['npm-peer', 'type-only'],
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
