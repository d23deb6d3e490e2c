import { configDefaults, defineConfig, type TestProjectConfiguration } from 'vitest/config';

// The example imports Trellis by its name: it is found among the sources.
const conditions = ['trellis-source'];

const all = ['test/**/*.test.ts', 'example/**/*.test.ts', 'cli/init/template/**/*.test.ts'];

/**
 * They set up the SDK of Temporal, which a process can do once, replay their stories at the end of a file, which only the first file of a
 * process would do, or read stack traces, which the SDK changes. `test/frame/own-process.test.ts` tells which are missing.
 */
export const inProcessesOfTheirOwn = [
  'example/**/*.test.ts',
  'cli/init/template/**/*.test.ts',
  'test/{console,demo,full-stack,gate,package,stack,stories,virtual-engine,weeks}/**/*.test.ts',
  'test/{extending,replay}.test.ts',
  'test/api/temporal-engine.test.ts',
  'test/channels/sms.test.ts',
  'test/events/outgoing-events.test.ts',
  'test/frame/{cli,company,compose,docs}.test.ts',
  'test/reports/taken-back.test.ts',
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
      project('own process', { include: inProcessesOfTheirOwn, isolate: true }),
      // Loading the modules takes longer than most tests: files that run in one process share them.
      project('shared process', { include: all, exclude: [...configDefaults.exclude, ...inProcessesOfTheirOwn], isolate: false }),
    ],
  },
});
