import { v7 } from 'uuid';
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
      const { id: enrolmentId } = await world.db
        .selectFrom('enrolments')
        .select('id')
        .where('leadId', '=', leadId)
        .executeTakeFirstOrThrow();
      const journal = moves.map(([ago, to, reason], n) => ({ visit: 1, n, at: NOON - ago * DAY, kind: 'stage', to, reason }));
      await applyJournal(world.db, world.deps.policy, { leadId, enrolmentId, journal });
      world.now = NOON;
      return leadId;
    },
    async behind(key: string) {
      const { leads } = await world.as('marketer').reports.people({ of: key });
      return leads.map(({ email }) => email.split('@')[0]!).toSorted();
    },
  });
}

export const newId = v7;
