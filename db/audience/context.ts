import type { AudienceField } from '../../domain/audience/names.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Instant } from '../../domain/time/clock.ts';

/** What an expression is compiled with. */
export interface Context {
  readonly policy: Pick<Policy, 'consent' | 'fields' | 'scoring'>;
  /** What the names of fields mean. */
  readonly fields: Readonly<Record<string, AudienceField>>;
  readonly now: Instant;
}
