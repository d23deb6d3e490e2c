import { sql } from 'kysely';
import type { SlaMode, SlaModes } from '../../domain/sales/sla.ts';
import type { WorkingCalendar } from '../../domain/time/working-calendar.ts';
import { asSaved, mustWork, readCalendar } from '../../domain/time/written-hours.ts';
import type { OwnCalendar, WrittenCalendar } from '../../domain/time/written-hours.ts';
import type { RepRole } from '../columns.ts';
import type { Db, Trx } from '../database.ts';
import { callingRoles, managingRoles, marketingRoles } from '../../domain/people/roles.ts';

export interface Team {
  readonly id: string;
  /** The name that programs use. */
  readonly slug: string;
  readonly name: string;
  readonly calendar: WrittenCalendar;
  readonly slaMode?: SlaMode;
}

export interface Rep {
  readonly id: string;
  readonly teamId: string;
  readonly role: RepRole;
  readonly name: string;
  readonly email: string;
  readonly title?: string | null;
  readonly phone?: string | null;
  readonly active?: boolean;
  /** How many turns they get, relative to others in the team. */
  readonly weight?: number;
  /** The most open tasks that they can have. */
  readonly capacity?: number;
  /** Countries or regions, spelled as in leads and accounts. */
  readonly territory?: readonly string[];
  /** Their own hours, zone and holidays, as far as they differ from the team's; null removes them, undefined leaves them unchanged. */
  readonly calendar?: OwnCalendar | null;
}

/**
 * Adds a team, or changes the one with this slug. Undefined values (also holidays and dates of the calendar) remain unchanged.
 * @returns its id, which differs from the given one if the slug existed
 * @throws DomainError INVALID_HOURS for invalid hours
 */
export async function upsertTeam(db: Db, { calendar, slaMode, ...team }: Team): Promise<string> {
  const row = await db
    .insertInto('teams')
    .values({ ...team, slaMode, calendar: JSON.stringify(mustWork(asSaved(calendar))) })
    .onConflict((conflict) =>
      conflict.column('slug').doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        calendar: sql<string>`teams.calendar || excluded.calendar`,
        slaMode,
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/**
 * Adds a rep, or changes the one with this address; letter case makes no difference. Undefined values remain unchanged; null deletes.
 * @returns their id, which differs from the given one if the address existed
 * @throws DomainError INVALID_HOURS for invalid hours
 */
export async function upsertRep(db: Db, rep: Rep): Promise<string> {
  const { id, email, calendar, territory, ...rest } = rep;
  const values = {
    ...rest,
    territory: territory && [...territory],
    calendar: calendar && JSON.stringify(mustWork(calendar)),
  };
  const row = await db
    .insertInto('reps')
    .values({
      id,
      email: sql<string>`coalesce((select email from reps where lower(email) = lower(${email}) limit 1), ${email})`,
      ...values,
    })
    .onConflict((conflict) => conflict.column('email').doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export interface TeamRow {
  readonly id: string;
  readonly slug: string;
  /** Undefined if the row is invalid: then no clock runs, and routing ignores working hours. */
  readonly calendar: WorkingCalendar | undefined;
  readonly slaMode: SlaMode;
  /** Of single SLAs. */
  readonly slaModes: SlaModes;
}

/** A team by slug or id, locked until the transaction ends; others who assign its tasks wait. */
export async function lockTeam(trx: Trx, by: { slug: string } | { id: string }): Promise<TeamRow | undefined> {
  const team = await trx
    .selectFrom('teams')
    .select(['id', 'slug', 'calendar', 'slaMode', 'slaModes'])
    .where((eb) => ('slug' in by ? eb('slug', '=', by.slug) : eb('id', '=', by.id)))
    .forNoKeyUpdate()
    .executeTakeFirst();
  return team && { ...team, calendar: readCalendar(team.calendar) };
}

/** The team that handles faults: operations, otherwise the first team with a manager, otherwise any team. */
export const operationsTeam = (db: Db): Promise<{ slug: string } | undefined> =>
  db
    .selectFrom('teams')
    .select('slug')
    .orderBy((eb) => eb('slug', '=', 'operations'), 'desc')
    .orderBy(
      (eb) =>
        eb.exists(
          eb
            .selectFrom('reps')
            .select('reps.id')
            .whereRef('teamId', '=', 'teams.id')
            .where('role', 'in', managingRoles)
            .where('active', '=', true),
        ),
      'desc',
    )
    .orderBy('slug')
    .limit(1)
    .executeTakeFirst();

/** Whether any team exists. */
export const hasTeam = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('teams').select('id').limit(1).executeTakeFirst()) !== undefined;

/** The rep gets no more tasks. */
export const deactivateRep = (trx: Trx, id: string): Promise<unknown> =>
  trx.updateTable('reps').set({ active: false }).where('id', '=', id).execute();

/** The id of a team's manager, if it has an active one. */
export const managerOf = async (db: Db, teamId: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('reps')
      .select('id')
      .where('teamId', '=', teamId)
      .where('role', 'in', managingRoles)
      .where('active', '=', true)
      .orderBy('id')
      .executeTakeFirst()
  )?.id;

/** All teams with their number of active reps, without marketers: those with the most SDRs first, then those with the most reps. */
export async function teamsByCallers(db: Db): Promise<{ id: string; slug: string; people: number }[]> {
  const teams = await db
    .selectFrom('teams')
    .leftJoin('reps', (join) =>
      join.onRef('reps.teamId', '=', 'teams.id').on('reps.active', '=', true).on('reps.role', 'not in', marketingRoles),
    )
    .select(['teams.id', 'teams.slug', (eb) => eb.fn.count<string>('reps.id').as('people')])
    .groupBy('teams.id')
    .orderBy((eb) => eb.fn.countAll().filterWhere('reps.role', 'in', callingRoles), 'desc')
    .orderBy((eb) => eb.fn.count('reps.id'), 'desc')
    .orderBy('teams.slug')
    .execute();
  return teams.map(({ people, ...team }) => ({ ...team, people: Number(people) }));
}
