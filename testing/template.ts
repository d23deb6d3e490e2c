import type {} from 'vitest';

// What the global setup passes to the tests.
declare module 'vitest' {
  interface ProvidedContext {
    /** The server's database `postgres`, as superuser. */
    readonly databaseUrl: string;
  }
}

/** The migrated database that tests copy. */
export const TEMPLATE = 'trellis_template';
