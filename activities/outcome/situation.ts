import type { Trx } from '../../db/database.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { OutcomeReport } from '../../domain/lead/messages.ts';
import type { OutcomeApplied, OutcomeOrder } from '../contract.ts';
import type { Bookkeeping } from '../bookkeeping.ts';
import type { TaskAndTeam } from '../task-and-team.ts';
import type { ReportDetails } from './details.ts';

/** The input of a report's effect, inside its transaction. */
export interface Situation extends TaskAndTeam {
  readonly trx: Trx;
  readonly deps: Bookkeeping;
  readonly order: OutcomeOrder;
  readonly report: OutcomeReport;
  /** What the rep entered in addition to the disposition. */
  readonly details: ReportDetails;
  readonly attempts: number;
  readonly firstAttemptAt: Instant;
  /** Whether a rep has spoken with the lead. */
  readonly hasSpoken: boolean;
}

/** What a report changes. The attempt is already counted. */
export type Effect = (situation: Situation) => Promise<Omit<OutcomeApplied, 'attempts'>>;
