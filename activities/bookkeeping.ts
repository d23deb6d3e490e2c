import type { Deps } from './deps.ts';

/** The dependencies of an activity that only reads and writes Postgres. */
export type Bookkeeping = Pick<Deps, 'db' | 'clock' | 'policy' | 'newId' | 'log'>;
