import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // One Postgres for all stories of a run; each story has a database of its own in it.
    globalSetup: 'trellis/testing/postgres',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
