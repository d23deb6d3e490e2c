import type { Compiled } from '../content/compiled-format.ts';
import type { StandardValues } from '../content/standard-values.ts';
import type { FormSpec } from '../domain/lead/form.ts';
import type { Rates } from './edge/rates.ts';

/** What the composition root decides for the API. */
export interface ApiSettings {
  /** The names of the programs that a campaign can launch. */
  readonly programs: readonly string[];
  /** The forms that the public route takes, by the name in their address. */
  readonly forms: Readonly<Record<string, FormSpec>>;
  /** The emails of the app. */
  readonly content: Compiled;
  /** Whose hours a lead's zone follows when neither it nor its country says; an IANA zone. */
  readonly defaultZone: string;
  /** The address that our emails come from: what it writes is never a lead's. */
  readonly sender?: string;
  /** Who sends our emails, as a preview shows it. */
  readonly company?: StandardValues['sender'];
  /** The name by which our own mail server signs the Authentication-Results of what comes in (RFC 8601). */
  readonly authservId?: string;
  /** How many requests a process takes, where it is not the standard. */
  readonly rates?: Partial<Rates>;
  /** The most bytes of a file of leads, where it is not the standard. */
  readonly importBytes?: number;
  /** Whether stack traces may be shown. */
  readonly development?: boolean;
}
