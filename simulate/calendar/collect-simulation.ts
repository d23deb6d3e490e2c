import type { Db } from '../../db/database.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { ledgerOf, type Witnesses } from '../report/collect/ledger.ts';
import { rowsOf, sql } from '../report/collect/query.ts';
import { calendarOf, counted, dateAfter, emailsByDayOf, enrolledOf, funnelOf, placesOf } from './counts.ts';
import type { Life } from './life.ts';
import type { RepRow, Simulation } from './simulation.ts';

interface SimulationDeps extends Pick<Simulation, 'program' | 'seed' | 'days' | 'from' | 'to' | 'people' | 'failures' | 'fit'> {
  readonly db: Db;
  readonly lives: readonly Life[];
  readonly witnesses: Omit<Witnesses, 'raceMs'>;
}

/** Program milliseconds in which an opt-out and an email count as simultaneous. */
const RACE = 50;

/** Counts the results of a simulation; call it while nothing moves. */
export async function collectSimulation({ db, lives, witnesses, ...about }: SimulationDeps): Promise<Simulation> {
  return {
    ...about,
    leads: lives.length,
    enrolled: enrolledOf(lives).length,
    calendar: calendarOf(lives),
    emailsByDay: emailsByDayOf(lives, about.from),
    funnel: funnelOf(lives),
    places: placesOf(lives),
    load: await loadOf(db, about.from),
    ledger: await ledgerOf(db, { ...witnesses, raceMs: RACE }),
  };
}

interface Work {
  readonly team: string;
  readonly rep: string | null;
  readonly isReport: boolean;
  readonly at: Date;
}

/** How many tasks each rep got, and how many reports they made, by day. */
async function loadOf(db: Db, from: Instant): Promise<RepRow[]> {
  const work = await rowsOf(
    db,
    sql<Work>`
      select teams.slug as team, reps.name as rep, false as is_report, opened_at as at
      from tasks join teams on teams.id = team_id left join reps on reps.id = assignee_id
      union all
      select teams.slug, reps.name, true, dispositions.at
      from dispositions join reps on reps.id = rep_id join teams on teams.id = reps.team_id where dispositions.state = 'applied'
      order by 1, 2`,
  );
  const day = ({ at }: Work): number => dateAfter(at.getTime(), from);
  return [...Map.groupBy(work, ({ team, rep }) => `${team} ${rep}`).values()].map((row) => ({
    team: row[0]!.team,
    rep: row[0]!.rep,
    tasks: counted(row.filter(({ isReport }) => !isReport).map(day)),
    reports: counted(row.filter(({ isReport }) => isReport).map(day)),
  }));
}
