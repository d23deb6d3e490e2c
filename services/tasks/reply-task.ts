import type { Instant } from '../../domain/time/clock.ts';
import { kindSpec, replySpec, type EngagementKind, type ReplyKind } from '../../domain/scoring/engagement.ts';
import { dueRungs } from '../../domain/sales/sla-clock.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { slaNamed } from '../../domain/sales/sla.ts';
import { chooseRep, type RoutingPolicy } from './choose-rep.ts';
import type { Trx } from '../../db/database.ts';
import { byHours, hoursOf } from '../../db/staff/hours.ts';
import { insertTask, surroundingsOf } from '../../db/tasks/tasks.ts';
import { lockTeam, type TeamRow } from '../../db/staff/teams.ts';
import { programTaskKinds } from '../../domain/sales/task-kinds.ts';
import { callingRoles } from '../../domain/people/roles.ts';

/** The parts of the policy that decide about reply tasks. */
export type ReplyPolicy = RoutingPolicy & Pick<Policy, 'engagements' | 'slas'>;

/** Where a lead's reply goes: the team, locked; the rep who knows the lead; and the lead's last enrolment. */
export interface ReplyPlace {
  readonly team: TeamRow;
  readonly repId: string | undefined;
  readonly enrolmentId: string | null;
}

/** Something that a person must answer: a reply or a request of a lead. */
interface Asked {
  /** The id of the engagement. */
  readonly id: string;
  readonly leadId: string;
  readonly kind: EngagementKind;
  readonly reply?: ReplyKind | undefined;
  readonly at: Instant;
}

/**
 * Opens a task to answer a lead, whether or not a program runs for them. Call it in the transaction that records the engagement, so
 * that emails which the task holds back are held from the same moment.
 */
export async function openReplyTask(
  trx: Trx,
  policy: ReplyPolicy,
  newId: () => string,
  { id, leadId, kind, reply, at }: Asked,
  { team, repId, enrolmentId }: ReplyPlace,
  now: Instant,
): Promise<void> {
  const { engagements, slas } = policy;
  const around = await surroundingsOf(trx, leadId);
  if (!around) return;
  const chosen = await chooseRep(trx, policy, { team, around, prefer: repId, exclude: [], at: now });
  const hours = await hoursOf(trx, team, chosen.assigneeId ?? null);
  await insertTask(trx, {
    id: newId(),
    key: `reply/${id}`,
    leadId,
    accountId: around.accountId,
    enrolmentId,
    kind: 'reply',
    teamId: team.id,
    assigneeId: chosen.assigneeId ?? null,
    because: `${reply ? `reply: ${reply}` : kindSpec(engagements, kind).label}; ${chosen.because}`,
    holdsMarketing: (reply && replySpec(reply).holds) ?? false,
    trigger: { kind, at },
    sla: 'reply',
    clockFrom: at,
    dueAt: hours && byHours(hours, (calendar) => dueRungs(calendar, slaNamed(slas, 'reply').ladder, at))?.[0]?.at,
    openedAt: now,
  });
}

/**
 * Decides where a reply goes: to the team that works the lead, otherwise the account owner's team, otherwise the team that reads the
 * replies of the lead's program, otherwise the team that makes calls. Teams without active reps come last. Locks the team, so call it
 * first in a transaction, as everywhere a task is opened.
 * @returns undefined if there is no team
 */
export async function lockReplyPlace(trx: Trx, leadId: string): Promise<ReplyPlace | undefined> {
  const enrolment = await trx
    .selectFrom('enrolments')
    .leftJoin('programs', 'programs.id', 'enrolments.program')
    .leftJoin('teams', 'teams.slug', 'programs.repliesTo')
    .select(['enrolments.id', 'teams.id as teamId'])
    .where('leadId', '=', leadId)
    .orderBy('startAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  const work = await trx
    .selectFrom('tasks')
    .select(['teamId', 'assigneeId'])
    .where('leadId', '=', leadId)
    .where('state', '=', 'open')
    .where('kind', 'in', programTaskKinds)
    .orderBy('openedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  const owner = await trx
    .selectFrom('leads')
    .innerJoin('accounts', 'accounts.id', 'leads.accountId')
    .innerJoin('reps', 'reps.id', 'accounts.ownerId')
    .where('leads.id', '=', leadId)
    .where('reps.active', '=', true)
    .select(['reps.teamId', 'reps.id'])
    .executeTakeFirst();
  const teamId = await teamThatReads(trx, work?.teamId, owner?.teamId, enrolment?.teamId);
  const team = teamId === undefined ? undefined : await lockTeam(trx, { id: teamId });
  return team && { team, repId: work?.assigneeId ?? owner?.id, enrolmentId: enrolment?.id ?? null };
}

/** The first of these teams with active reps; otherwise the team with the most active SDRs, then the most active reps. */
const teamThatReads = async (trx: Trx, ...first: readonly (string | null | undefined)[]): Promise<string | undefined> => {
  const teams = await trx
    .selectFrom('teams')
    .leftJoin('reps', (join) => join.onRef('reps.teamId', '=', 'teams.id').on('reps.active', '=', true))
    .select(['teams.id', (eb) => eb.fn.count<string>('reps.id').as('people')])
    .groupBy('teams.id')
    .orderBy((eb) => eb.fn.countAll().filterWhere('reps.role', 'in', callingRoles), 'desc')
    .orderBy((eb) => eb.fn.count('reps.id'), 'desc')
    .orderBy('teams.slug')
    .execute();
  const isStaffed = ({ people }: { people: string }) => Number(people) > 0;
  const wanted = first.flatMap((id) => teams.find((team) => team.id === id) ?? []);
  return (wanted.find(isStaffed) ?? teams.find(isStaffed) ?? wanted[0] ?? teams[0])?.id;
};
