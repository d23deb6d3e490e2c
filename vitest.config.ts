import { defineConfig } from 'vitest/config';

// The example imports Trellis by its name: it is found among the sources.
const conditions = ['trellis-source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    pool: 'forks',
    // Most tests wait for servers: one worker a core, where vitest would keep a core free.
    maxWorkers: '100%',
    // Files of one worker share its modules: loading them took longer than most tests.
    isolate: false,
    globalSetup: ['testing/postgres.ts', 'test/console/support/set-up.ts'],
    include: ['test/**/*.test.ts', 'example/**/*.test.ts', 'cli/init/template/**/*.test.ts'],
    // Finds what hangs: on a busy machine, a story of months takes half a minute.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
