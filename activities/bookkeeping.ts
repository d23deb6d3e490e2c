import type { Deps } from './deps.ts';

/** What an activity needs that only reads and writes Postgres. */
export type Bookkeeping = Pick<Deps, 'db' | 'clock' | 'policy' | 'newId' | 'log'>;
