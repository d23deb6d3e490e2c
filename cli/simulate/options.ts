import type { ConsentBasis } from '../../domain/contact/consent.ts';
import type { Instant } from '../../domain/time/clock.ts';

/** What `trellis simulate` is told. */
export interface SimulateOptions {
  readonly leads?: number;
  readonly fromDatabase?: true;
  /** Where modelled leads come from; of the leads of the database, those that come from there. */
  readonly source?: string;
  /** Which leads of the database, in words. */
  readonly audience?: string;
  /** Fits the rates to the history of the database. */
  readonly fit?: true;
  readonly file?: string;
  readonly basis: ConsentBasis | 'none';
  /** Texts of the form `field=column`. */
  readonly mapping?: readonly string[];
  readonly ignore?: readonly string[];
  readonly start?: Instant;
  /** The folder of another app, or a commit. */
  readonly against?: string;
  /** An id, an address or a number. */
  readonly lead?: string;
  /** Texts of the form `name=value`. */
  readonly input?: readonly string[];
  readonly knob?: readonly string[];
  readonly days: number;
  readonly seed: number;
  readonly json?: true;
  /** The path of the page to write. */
  readonly html?: string;
}
