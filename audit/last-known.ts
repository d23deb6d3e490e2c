import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { permissionsOf } from '../db/contact/permissions.ts';
import type { EngagementKind } from '../domain/scoring/engagement.ts';
import type { Engaged } from '../domain/lead/messages.ts';
import { programTaskKinds } from '../domain/sales/task-kinds.ts';
import type { TaskTrigger } from '../db/columns.ts';
import type { LastKnown, StoryLine } from './carried-state.ts';
import { livingStates } from '../domain/lead/enrolment-states.ts';

/** How many engagements a lead carries; see `REMEMBERED`. */
const ENGAGEMENTS = 30;

/** All that Postgres knows of a lead's way through its program; undefined when it is in none. */
export async function lastKnown(db: Db, leadId: string): Promise<LastKnown | undefined> {
  const enrolment = await db
    .selectFrom('enrolments')
    .innerJoin('leads', 'leads.id', 'enrolments.leadId')
    .where('leadId', '=', leadId)
    .where('state', 'in', livingStates)
    .select(['enrolments.id as enrolmentId', 'leadId', 'campaignId', 'program', 'track', 'visit', 'startAt', 'leads.stage'])
    .executeTakeFirst();
  if (!enrolment) return undefined;
  const { enrolmentId, visit } = enrolment;
  const [lines, task, engagements, permissions] = await Promise.all([
    linesOf(db, enrolmentId),
    lastTaskOf(db, enrolmentId, visit),
    engagementsOf(db, leadId),
    permissionsOf(db, leadId),
  ]);
  return { ...enrolment, startAt: enrolment.startAt.getTime(), lines, task, engagements, ...permissions };
}

/** What the lifecycle wrote; notes that others left have numbers below zero. */
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

/** The last task for which a visit waited. */
async function lastTaskOf(db: Db, enrolmentId: string, visit: number) {
  const { rows } = await sql<{ state: string; trigger: TaskTrigger }>`
    select state, trigger from tasks where enrolment_id = ${enrolmentId} and kind = any (${programTaskKinds}::text[])
      and starts_with(key, ${`${enrolmentId}/${visit}/`}) order by opened_at desc, id desc limit 1`.execute(db);
  return rows[0];
}

async function engagementsOf(db: Db, leadId: string): Promise<Engaged[]> {
  const rows = await db
    .selectFrom('engagements')
    .where('leadId', '=', leadId)
    .where('kind', '<>', 'opened')
    .where('verdict', '<>', 'machine')
    .select(['id', 'kind', 'at', 'touchKey', 'page', 'intends', 'reply', 'answer', 'until'])
    .orderBy('at', 'desc')
    .limit(ENGAGEMENTS)
    .execute();
  return rows.reverse().map(({ at, touchKey, page, intends, reply, answer, until, ...row }) => ({
    ...row,
    at: at.getTime(),
    ...(touchKey && { touch: touchKey }),
    ...(page && { page }),
    ...(intends && { intends: intends as EngagementKind }),
    ...(reply && { reply, hasTask: true as const }),
    ...(answer && { answer }),
    ...(until && { until: until.getTime() }),
  }));
}
