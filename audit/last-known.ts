import { sql } from 'kysely';
import type { TaskTrigger } from '../db/columns.ts';
import type { Db } from '../db/database.ts';
import { permissionsOf } from '../db/contact/permissions.ts';
import type { Instant } from '../domain/time/clock.ts';
import type { Consent } from '../domain/contact/consent.ts';
import type { FunnelStage } from '../domain/lead/funnel.ts';
import type { EngagementKind } from '../domain/scoring/engagement.ts';
import type { Engaged, OutcomeReport } from '../domain/lead/messages.ts';
import type { Suppression } from '../domain/contact/suppression.ts';
import { programTaskKinds } from '../domain/sales/task-kinds.ts';
import { livingStates } from '../domain/lead/enrolment-states.ts';
import { inLane } from '../db/campaigns/lanes.ts';
import type { Whose } from './workflows.ts';

/** A journal line of the lifecycle. */
export interface StoryLine {
  readonly visit: number;
  readonly n: number;
  readonly at: Instant;
  readonly kind: string;
  readonly to: string | null;
  readonly reason: string | null;
}

/** A task that the lead waited for, with its applied reports. */
export interface Worked {
  readonly visit: number;
  readonly state: string;
  readonly trigger: TaskTrigger;
  readonly assigneeId: string | null;
  readonly exclude: readonly string[];
  readonly reports: readonly (Pick<OutcomeReport, 'disposition' | 'meetingAt' | 'owner'> & {
    /** The date that the rep entered. */
    readonly at?: Instant;
  })[];
}

/** What Postgres knows about a lead's path through its program. */
export interface LastKnown {
  readonly leadId: string;
  readonly lane: string | null;
  readonly enrolmentId: string;
  readonly campaignId: string;
  readonly program: string;
  /** Null before its first visit. */
  readonly track: string | null;
  readonly visit: number;
  readonly startAt: Instant;
  readonly stage: FunnelStage;
  readonly lines: readonly StoryLine[];
  /** Oldest first, by opening. */
  readonly tasks: readonly Worked[];
  readonly engagements: readonly Engaged[];
  readonly consents: readonly Consent[];
  readonly suppressions: readonly Suppression[];
}

/** How many engagements a lead's state carries; see `REMEMBERED`. */
const ENGAGEMENTS = 30;

/** Loads everything that Postgres knows about a lead's path through its program; undefined when the lead is in none. */
export async function lastKnown(db: Db, { leadId, lane }: Whose): Promise<LastKnown | undefined> {
  const enrolment = await db
    .selectFrom('enrolments')
    .innerJoin('leads', 'leads.id', 'enrolments.leadId')
    .where('leadId', '=', leadId)
    .where(inLane(lane))
    .where('state', 'in', livingStates)
    .select([
      'enrolments.id as enrolmentId',
      'leadId',
      'lane',
      'campaignId',
      'program',
      'track',
      'visit',
      'startAt',
      'leads.stage',
    ])
    .executeTakeFirst();
  if (!enrolment) return undefined;
  const { enrolmentId } = enrolment;
  const [lines, tasks, engagements, permissions] = await Promise.all([
    linesOf(db, enrolmentId),
    tasksOf(db, enrolmentId),
    engagementsOf(db, enrolment.leadId),
    permissionsOf(db, enrolment.leadId),
  ]);
  return { ...enrolment, startAt: enrolment.startAt.getTime(), lines, tasks, engagements, ...permissions };
}

/** The lifecycle's lines; notes by others have negative numbers. */
async function linesOf(db: Db, enrolmentId: string): Promise<StoryLine[]> {
  const rows = await db
    .selectFrom('transitions')
    .where('enrolmentId', '=', enrolmentId)
    .where('n', '>=', 0)
    .select(['visit', 'n', 'at', 'kind', 'to', 'reason'])
    .orderBy('visit')
    .orderBy('n')
    .execute();
  return rows.map(({ at, ...line }) => ({ ...line, at: at.getTime() }));
}

/** The tasks that the lead waited for; each key contains the visit. */
async function tasksOf(db: Db, enrolmentId: string): Promise<Worked[]> {
  const { rows } = await sql<Worked>`
    select split_part(key, '/', 2)::int as visit, state, trigger, assignee_id, exclude,
      (select coalesce(jsonb_agg(details || jsonb_build_object('disposition', disposition) order by at), '[]')
        from dispositions where task_id = tasks.id and dispositions.state = 'applied') as reports
    from tasks where enrolment_id = ${enrolmentId} and kind = any (${programTaskKinds}::text[]) order by opened_at, id`.execute(
    db,
  );
  return rows;
}

async function engagementsOf(db: Db, leadId: string): Promise<Engaged[]> {
  const rows = await db
    .selectFrom('engagements')
    .where('leadId', '=', leadId)
    .where('kind', '<>', 'opened')
    .where('verdict', '<>', 'machine')
    .select(['id', 'kind', 'at', 'touchKey', 'page', 'data', 'intends', 'reply', 'answer', 'until'])
    .orderBy('at', 'desc')
    .limit(ENGAGEMENTS)
    .execute();
  return rows.reverse().map(({ at, touchKey, page, data, intends, reply, answer, until, ...row }) => ({
    ...row,
    at: at.getTime(),
    touch: touchKey ?? undefined,
    page: page ?? undefined,
    data: data ?? undefined,
    intends: (intends ?? undefined) as EngagementKind | undefined,
    reply: reply ?? undefined,
    hasTask: reply ? true : undefined,
    answer: answer ?? undefined,
    until: until?.getTime(),
  }));
}
