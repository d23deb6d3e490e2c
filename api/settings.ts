import type { EngagementKind } from '../domain/engagement.ts';
import type { ConsentBasis } from '../domain/consent.ts';

/** What the composition root decides for the API. */
export interface ApiSettings {
  /** The names of the programs that a campaign can launch. */
  readonly programs: readonly string[];
  /** The forms that the public route takes, by the name in their address. */
  readonly forms: Readonly<Record<string, FormSpec>>;
  /** Whose hours a lead's zone follows when neither it nor its country says; an IANA zone. */
  readonly defaultZone: string;
  /** The address that our emails come from: what it writes is never a lead's. */
  readonly sender?: string;
  /** The name by which our own mail server signs the Authentication-Results of what comes in (RFC 8601). */
  readonly authservId?: string;
  /** Whether stack traces may be shown. */
  readonly development?: boolean;
}

/** What it means that somebody has filled in a form. */
export interface FormSpec {
  readonly counts: EngagementKind;
  /** On what we may write to them then. */
  readonly basis: ConsentBasis;
}

/** The forms that exist without anybody configuring one. */
export const standardForms = {
  demo: { counts: 'demoRequested', basis: 'inquiry' },
  contact: { counts: 'contactRequested', basis: 'inquiry' },
  newsletter: { counts: 'submitted', basis: 'doubleOptIn' },
  trial: { counts: 'trialStarted', basis: 'inquiry' },
} as const satisfies Record<string, FormSpec>;
