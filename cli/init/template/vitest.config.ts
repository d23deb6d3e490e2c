import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // All stories of a run share one Postgres; each has its own database.
    globalSetup: 'trellis/testing/postgres',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
