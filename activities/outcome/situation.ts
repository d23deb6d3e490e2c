import type { Trx } from '../../db/database.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { OutcomeReport } from '../../domain/lead/messages.ts';
import type { OutcomeApplied, OutcomeOrder } from '../contract.ts';
import type { Bookkeeping } from '../bookkeeping.ts';
import type { TaskAndTeam } from '../task-and-team.ts';
import type { ReportDetails } from './details.ts';

/** What an effect of a report works with, inside its transaction. */
export interface Situation extends TaskAndTeam {
  readonly trx: Trx;
  readonly deps: Bookkeeping;
  readonly order: OutcomeOrder;
  readonly report: OutcomeReport;
  /** What the rep gave besides facts. */
  readonly details: ReportDetails;
  readonly attempts: number;
  readonly firstAttemptAt: Instant;
}

/** What follows from a report; the attempts are counted already. */
export type Effect = (situation: Situation) => Promise<Omit<OutcomeApplied, 'attempts'>>;
