import type { AppFields } from '../people/lead-fields.ts';
import type { Persona } from '../people/persona.ts';
import type { FunnelStage } from './funnel.ts';

/** What Postgres knows about a lead, for code of the app that talks to other systems. */
export interface LeadRecord {
  readonly id: string;
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly title?: string;
  readonly phone?: string;
  /** Two letters, such as `DE`. */
  readonly country?: string;
  /** The name of the lead's account. */
  readonly company?: string;
  readonly persona: Persona;
  readonly stage: FunnelStage;
  /** The fields that the app has added to its leads, personal ones included. */
  readonly fields: AppFields;
}
