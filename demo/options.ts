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
  /** Whether everything continues afterwards, and the real length of a day then, if not a day. */
  readonly keep?: true | string;
  readonly json?: true;
  readonly dir: string;
}
