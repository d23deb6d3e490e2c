import { configDefaults, defineConfig, type TestProjectConfiguration } from 'vitest/config';

// The example imports Trellis by its name: it is found among the sources.
const conditions = ['trellis-source'];

const all = ['test/**/*.test.ts', 'example/**/*.test.ts', 'cli/init/template/**/*.test.ts'];

/** They start a worker of Temporal, which a process can set up once, or read stack traces, which it changes. */
const inProcessesOfTheirOwn = [
  'test/{console,full-stack,gate,package,stack,virtual-engine}/**/*.test.ts',
  'test/api/temporal-engine.test.ts',
  'test/channels/sms.test.ts',
  'test/replay.test.ts',
];

interface Files {
  readonly include: string[];
  readonly exclude?: string[];
  readonly isolate: boolean;
}

const project = (name: string, files: Files): TestProjectConfiguration => ({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name,
    ...files,
    pool: 'forks',
    // Finds what hangs: on a busy machine, a story of months takes half a minute.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

export default defineConfig({
  test: {
    // Most tests wait for servers: one worker a core, where vitest would keep a core free.
    maxWorkers: '100%',
    globalSetup: ['testing/postgres.ts', 'test/console/support/set-up.ts'],
    projects: [
      project('servers', { include: inProcessesOfTheirOwn, isolate: true }),
      // Loading the modules takes longer than most tests: files that run in one process share them.
      project('stories', { include: all, exclude: [...configDefaults.exclude, ...inProcessesOfTheirOwn], isolate: false }),
    ],
  },
});
