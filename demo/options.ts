import type { ConsentBasis } from '../domain/contact/consent.ts';

export interface DemoOptions {
  readonly leads?: string;
  readonly mapping?: readonly string[];
  readonly ignore?: readonly string[];
  readonly basis: ConsentBasis | 'none';
  readonly days: number;
  /** The real length of a day: `3s`. */
  readonly day: string;
  readonly seed: number;
  readonly keep?: true;
  readonly json?: true;
  readonly dir: string;
}
