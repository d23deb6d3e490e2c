import type { Instant } from '../../domain/time/clock.ts';
import { kindSpec, type EngagementKind, type ReplyKind } from '../../domain/scoring/engagement.ts';
import { dueAtOf } from '../../domain/sales/sla-clock.ts';
import { taskKinds } from '../../domain/sales/task-kinds.ts';
import { leadsTo } from '../../domain/lead/intake-policy.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { chooseRep, type RoutingPolicy } from './choose-rep.ts';
import type { Trx } from '../../db/database.ts';
import { slaClock, type ClockPolicy } from './sla-clock.ts';
import { insertTask, surroundingsOf } from '../../db/tasks/tasks.ts';
import { lockTeam, teamsByCallers, type TeamRow } from '../../db/staff/teams.ts';
import { whoKnows } from '../../db/leads/who-knows.ts';

/** The parts of the policy that decide about tasks to answer a lead. */
export type AnswerPolicy = RoutingPolicy & ClockPolicy & Pick<Policy, 'engagements' | 'intake'>;

/** Where a task to answer a lead goes: the team, locked; the rep who knows the lead; and the lead's last enrolment. */
export interface AnswerPlace {
  readonly team: TeamRow;
  readonly repId: string | undefined;
  readonly enrolmentId: string | null;
  /** A rep is about to contact the lead, and is told about everything that it does. */
  readonly isRepAtWork: boolean;
  /** The lead's program does nothing about a request now: it is parked, or sales has an open deal. */
  readonly isDeaf: boolean;
}

/** Something that a person must see to: a reply or a request of a lead, or that the lead came in. */
export interface Asked {
  /** The id of the engagement, or of the lead. */
  readonly id: string;
  readonly leadId: string;
  /** Missing for somebody who is there and did nothing. */
  readonly kind?: EngagementKind | undefined;
  /** How it came in. */
  readonly source: string;
  readonly reply?: ReplyKind | undefined;
  /** Whether they ask for a conversation. */
  readonly isRequest: boolean;
  readonly at: Instant;
}

/**
 * Opens a task to answer a lead, whether or not a program runs for them. Call it in the transaction that records the engagement, so
 * that emails which the task holds back are held from the same moment.
 */
export async function openAnswerTask(
  trx: Trx,
  policy: AnswerPolicy,
  newId: () => string,
  { id, leadId, kind: act, source, reply, isRequest, at }: Asked,
  { team, repId, enrolmentId }: AnswerPlace,
  now: Instant,
): Promise<void> {
  const { engagements, intake } = policy;
  const around = await surroundingsOf(trx, leadId);
  if (!around) return;
  const chosen = await chooseRep(trx, policy, { team, around, prefer: repId, exclude: [], at: now });
  const assigneeId = chosen.assigneeId ?? null;
  const because = reply ? `reply: ${reply}` : act ? kindSpec(engagements, act).label : 'is in no program';
  const kind = reply ? 'reply' : isRequest ? 'request' : 'lookAfter';
  const sla = (reply ? undefined : leadsTo(intake, source).sla) ?? taskKinds[kind].sla;
  const clock = await slaClock(trx, policy, { team, task: { kind, leadId }, assigneeId, sla, round: 1, from: at });
  await insertTask(trx, {
    id: newId(),
    key: `reply/${id}`,
    leadId,
    accountId: around.accountId,
    enrolmentId,
    kind,
    teamId: team.id,
    assigneeId,
    because: `${because}; ${chosen.because}`,
    trigger: { kind: act, at },
    sla,
    clockFrom: at,
    dueAt: dueAtOf(clock),
    openedAt: now,
  });
}

/**
 * Decides where such a task goes: to the team that works the lead, otherwise the account owner's team, otherwise the team that reads the
 * replies of the lead's program, otherwise the team of the intake, otherwise the team that makes calls. Teams without active reps come
 * last. Locks the team, so call it first in a transaction, as everywhere a task is opened.
 * @returns undefined if there is no team
 */
export async function lockAnswerPlace(
  trx: Trx,
  { intake }: Pick<Policy, 'intake'>,
  { leadId, source }: Pick<Asked, 'leadId' | 'source'>,
): Promise<AnswerPlace | undefined> {
  const { enrolment, work, owner } = await whoKnows(trx, leadId);
  const teams = await teamsByCallers(trx);
  const takesIn = teams.find(({ slug }) => slug === leadsTo(intake, source).team)?.id;
  const teamId = teamThatReads(teams, work?.teamId, owner?.teamId, enrolment?.teamId, takesIn);
  const team = teamId === undefined ? undefined : await lockTeam(trx, { id: teamId });
  const hasDeal = work?.kind === 'opportunity';
  return (
    team && {
      team,
      repId: work?.assigneeId ?? owner?.id,
      enrolmentId: enrolment?.id ?? null,
      isRepAtWork: work !== undefined && !hasDeal,
      isDeaf: hasDeal || enrolment?.state === 'parked',
    }
  );
}

type Staffed = Awaited<ReturnType<typeof teamsByCallers>>[number];

/** The first of these teams with active reps; otherwise the team with the most active SDRs, then the most active reps. */
function teamThatReads(teams: readonly Staffed[], ...first: readonly (string | null | undefined)[]): string | undefined {
  const wanted = first.flatMap((id) => teams.find((team) => team.id === id) ?? []);
  const isStaffed = ({ people }: Staffed) => people > 0;
  return (wanted.find(isStaffed) ?? teams.find(isStaffed) ?? wanted[0] ?? teams[0])?.id;
}
