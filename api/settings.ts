import type { Compiled } from '../content/compiled-format.ts';
import type { StandardValues } from '../content/standard-values.ts';
import type { TakesInput } from '../domain/input/program-input.ts';
import type { Drawings } from '../domain/lead/program-drawing.ts';
import type { FormSpec } from '../domain/lead/form.ts';
import type { Website } from '../domain/lead/website.ts';
import type { Program } from '../workflows/program.ts';
import type { EventType } from '../db/events/outgoing-events.ts';
import type { SessionLives } from '../db/people/sessions.ts';
import type { Rates } from './edge/rates.ts';

/** What the API knows of a program: what it is given, and what takes leads out of its tracks. */
export type ProgramOfApi = TakesInput & Partial<Pick<Program, 'interrupts' | 'lane' | 'tracks'>>;

/** What the composition root sets for the API. */
export interface ApiSettings {
  /** The programs that a campaign can launch, by their names. */
  readonly programs: Readonly<Record<string, ProgramOfApi>>;
  /** The diagrams of the programs, by their names; none of a program that was not drawn. */
  readonly drawings?: Drawings;
  /** The forms of the public route, by the name in their URL. */
  readonly forms: Readonly<Record<string, FormSpec>>;
  /** From where pages are told. */
  readonly website?: Website;
  /** The sinks that events can be replayed to, each with the events that it listens to; all of them if missing. */
  readonly sinks?: Readonly<Record<string, { readonly events?: readonly EventType[] }>>;
  /** The emails of the app. */
  readonly content: Compiled;
  /** The IANA zone for leads whose own zone and country are unknown. */
  readonly defaultZone: string;
  /** The sender of our emails. What it writes is never a lead's. */
  readonly sender?: string;
  /** The sender of our emails as a preview shows it. */
  readonly company?: StandardValues['sender'];
  /** How many emails all workers together may send in a second, as far as this process knows. */
  readonly emailsPerSecond?: number;
  /** The selector of the key that signs our emails (DKIM). */
  readonly dkimSelector?: string | undefined;
  /** The name with which our own email server signs the Authentication-Results of incoming email (RFC 8601). */
  readonly authservId?: string;
  /** Request limits of a process that differ from the standard. */
  readonly rates?: Partial<Rates>;
  /** How long people stay signed in, if it differs from the standard. */
  readonly sessions?: SessionLives;
  /** The largest file of leads in bytes, if it differs from the standard. */
  readonly importBytes?: number;
  /** Whether answers may contain stack traces. */
  readonly development?: boolean;
}
