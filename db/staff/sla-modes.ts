import { sql } from 'kysely';
import type { SlaMode, SlaModes } from '../../domain/sales/sla.ts';
import type { Db } from '../database.ts';

export interface TeamModes {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly slaMode: SlaMode;
  readonly slaModes: SlaModes;
}

/** The teams, and which of their SLAs are enforced; one team, or all. */
export const teamModes = (db: Db, teamId?: string): Promise<TeamModes[]> =>
  db
    .selectFrom('teams')
    .select(['id', 'slug', 'name', 'slaMode', 'slaModes'])
    .$if(teamId !== undefined, (query) => query.where('id', '=', teamId ?? ''))
    .orderBy('slug')
    .execute();

/** Enforces or observes one SLA of a team; without one, all of them. It counts from the next rung on. */
export const setSlaMode = (db: Db, teamId: string, mode: SlaMode, sla?: string): Promise<unknown> =>
  db
    .updateTable('teams')
    .set(
      sla === undefined
        ? { slaMode: mode, slaModes: '{}' }
        : { slaModes: sql<string>`sla_modes || jsonb_build_object(${sla}::text, ${mode}::text)` },
    )
    .where('id', '=', teamId)
    .execute();
