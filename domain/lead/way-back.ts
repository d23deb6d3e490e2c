import type { FunnelStage } from './funnel.ts';
import type { TaskKind } from '../sales/task-kinds.ts';
import type { RecycleReason } from '../sales/recycle.ts';
import type { SavedLadder } from '../sales/saved-ladder.ts';
import type { SlaId } from '../sales/sla.ts';
import type { EngagementKind } from '../scoring/engagement.ts';
import type { Instant } from '../time/clock.ts';

/**
 * The way back to where a lead was before a report: everything that its workflow needs to wait for the task again. The workflow
 * saves it with each report, and gets it back when the report is taken back. Codes, ids and instants only.
 */
export interface WayBack {
  readonly state: CarriedBack;
  /** Missing for a report that no program waited for. */
  readonly task?: OpenAgain;
}

/** What the lead carries, as it was before the report. */
interface CarriedBack {
  readonly track: string;
  readonly stage: FunnelStage;
  readonly cycle: number;
  readonly from?: string;
  readonly persona?: number;
  readonly pace?: number;
  readonly mayEmail?: boolean;
  readonly mayPhone?: boolean;
  readonly channelsBecause?: string;
  readonly trigger?: { readonly kind: EngagementKind | 'mql'; readonly at: Instant };
  readonly mqlHeldUntil?: Instant;
  readonly prefer?: string;
  readonly exclude?: readonly string[];
  readonly meetingAt?: Instant;
  /** Set if what ended the program was undone. */
  readonly isStopped?: false;
}

/** A task that was open before the report, with its clock. */
export interface OpenAgain {
  readonly id: string;
  readonly kind: TaskKind;
  readonly team: string;
  readonly sla: SlaId;
  /** How many reps have had the lead in this track, with this one; a second one may reject it, too. */
  readonly nth?: number;
  readonly assigneeId?: string;
  /** Reps who must not get it. */
  readonly exclude: readonly string[];
  readonly ladder: SavedLadder;
  /** Why the lead goes back when the time for all attempts is over. */
  readonly ifGivenUp?: RecycleReason;
}
