import { v7 } from 'uuid';
import { coreKinds, type EngagementKind } from '../../domain/scoring/engagement.ts';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import { DAY } from '../../domain/time/duration.ts';
import { applyJournal } from '../../services/leads/journal.ts';
import { createWorld, NOON, type World } from '../api/world.ts';

export { NOON };

/** A move of a lead in its journal: so many days ago, to a stage, for a reason. */
export type Move = readonly [daysAgo: number, to: FunnelStage, reason?: string];

export interface ReportWorld extends World {
  /** A lead that came in so many days ago, was enrolled at once, and moved. @returns its id */
  traveller(email: string, daysAgo: number, moves: readonly Move[], source?: string): Promise<string>;
  /** The addresses of the leads behind a number, without the domain. */
  behind(key: string): Promise<string[]>;
}

/** The API on a database of its own, in which leads can have a past. */
export async function createReportWorld(...given: Parameters<typeof createWorld>): Promise<ReportWorld> {
  const world = await createWorld(...given);
  return Object.assign(world, {
    async traveller(email: string, daysAgo: number, moves: readonly Move[], source?: string) {
      world.now = NOON - daysAgo * DAY;
      const leadId = await world.enrolled(email);
      if (source) await world.db.updateTable('leads').set({ source }).where('id', '=', leadId).execute();
      // A campaign that began after this moment would make the lead wait for it.
      const { id: enrolmentId } = await world.db
        .updateTable('enrolments')
        .set({ startAt: new Date(world.now) })
        .where('leadId', '=', leadId)
        .returning('id')
        .executeTakeFirstOrThrow();
      const journal = moves.map(([ago, to, reason], n) => ({ visit: 1, n, at: NOON - ago * DAY, kind: 'stage', to, reason }));
      await applyJournal(world.db, world.deps.policy, { leadId, enrolmentId, journal });
      world.now = NOON;
      return leadId;
    },
    async behind(key: string) {
      const { items: leads } = await world.as('marketer').reports.people({ of: key });
      return leads.map(({ email }) => email.split('@')[0]!).toSorted();
    },
  });
}

const newId = v7;

interface SentEmail {
  readonly content?: string;
  readonly state?: 'accepted' | 'never' | 'deferred' | 'refused';
  readonly reason?: string;
  /** What followed it: the kinds of engagements, `machine` for a click of a scanner. */
  readonly acts?: readonly (EngagementKind | 'machine')[];
}

/** An email to a lead, so many days ago, with what followed it an hour later. @returns its key */
export async function email(
  { db }: World,
  leadId: string,
  daysAgo: number,
  { content = 'guide', state = 'accepted', reason, acts = [] }: SentEmail = {},
): Promise<string> {
  const enrolment = await db.selectFrom('enrolments').selectAll().where('leadId', '=', leadId).executeTakeFirstOrThrow();
  const key = `${enrolment.id}/${newId()}`;
  const at = new Date(NOON - daysAgo * DAY);
  await db
    .insertInto('touches')
    .values({
      key,
      leadId,
      enrolmentId: enrolment.id,
      campaignId: enrolment.campaignId,
      track: 'educate',
      content,
      state,
      reason,
      claimedAt: at,
      ...(state === 'accepted' && { sentAt: at }),
    })
    .execute();
  for (const act of acts) await engagement({ db }, leadId, daysAgo - 1 / 24, act, key);
  return key;
}

/** Something that a lead did, so many days ago. */
export async function engagement(
  { db }: Pick<World, 'db'>,
  leadId: string,
  daysAgo: number,
  act: EngagementKind | 'machine',
  touchKey?: string,
) {
  const kind = act === 'machine' ? 'clicked' : act;
  const human = act !== 'machine' && coreKinds[kind as keyof typeof coreKinds].human;
  const link = kind === 'clicked' || kind === 'downloaded' ? 'guide' : null;
  await db
    .insertInto('engagements')
    .values({
      id: newId(),
      leadId,
      touchKey: touchKey ?? null,
      kind,
      at: new Date(NOON - daysAgo * DAY),
      human,
      verdict: act === 'machine' ? 'machine' : 'human',
      link,
      source: 'test',
    })
    .execute();
}
