import type { Db } from '../../db/database.ts';
import { living, sent } from '../../db/states.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import { ledgerOf, type Witnesses } from '../report/collect/ledger.ts';
import { rowsOf, sql } from '../report/collect/query.ts';
import type { EmailRow, PlaceRow, RepRow, Simulation } from './simulation.ts';

interface SimulationDeps extends Omit<Simulation, 'calendar' | 'places' | 'load' | 'ledger'> {
  readonly db: Db;
  readonly witnesses: Omit<Witnesses, 'raceMs'>;
}

/** Program milliseconds in which an opt-out and an email count as simultaneous. */
const RACE = 50;

/** Counts the results of a simulation; call it while nothing moves. */
export async function collectSimulation({ db, witnesses, ...simulation }: SimulationDeps): Promise<Simulation> {
  return {
    ...simulation,
    calendar: await calendarOf(db),
    places: await placesOf(db),
    load: await loadOf(db, simulation.from),
    ledger: await ledgerOf(db, { ...witnesses, raceMs: RACE }),
  };
}

interface SentEmail {
  readonly leadId: string;
  readonly track: string;
  readonly content: string;
  readonly day: number;
}

/** The emails by track and content, earlier ones first. */
async function calendarOf(db: Db): Promise<EmailRow[]> {
  const emails = await rowsOf(
    db,
    sql<SentEmail>`select touches.lead_id, touches.track, content,
        floor(extract(epoch from sent_at - start_at) * 1000 / ${DAY})::int as day
      from touches join enrolments on enrolments.id = enrolment_id where touches.state in ${sent}
      order by day, sent_at, content`,
  );
  const rows = [...Map.groupBy(emails, ({ track, content }) => `${track} ${content}`).values()];
  return rows
    .toSorted((a, b) => middleOf(a).day - middleOf(b).day)
    .map((row) => ({
      track: row[0]!.track,
      content: row[0]!.content,
      leads: new Set(row.map(({ leadId }) => leadId)).size,
      byDay: counted(row.map(({ day }) => day)),
    }));
}

const middleOf = (row: readonly SentEmail[]): SentEmail => row[Math.floor(row.length / 2)]!;

/** How many leads are where, by their latest enrolment. */
const placesOf = (db: Db): Promise<readonly PlaceRow[]> =>
  rowsOf(
    db,
    sql<PlaceRow>`
      select
        case when last.state in ${living} then 'inTrack' when last.state = 'ended' then 'ended' else 'notEnrolled' end as is,
        case when last.state in ${living} then coalesce(last.track, 'entering') when last.state = 'ended' then last.ended_as
          else leads.stage end as name,
        case when last.state in ${living} then null else coalesce(last.reason, leads.held) end as because,
        count(*)::int as leads
      from leads left join lateral (
        select * from enrolments where lead_id = leads.id order by start_at desc, id desc limit 1
      ) as last on true
      group by 1, 2, 3 order by min(case when last.state in ${living} then 0 when last.state = 'ended' then 1 else 2 end), 4 desc, 2, 3`,
  );

interface Work {
  readonly team: string;
  readonly rep: string | null;
  readonly isReport: boolean;
  readonly at: Date;
}

/** How many tasks each rep got, and how many reports they made, by week. */
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
  const week = ({ at }: Work): number => Math.floor((at.getTime() - from) / (7 * DAY));
  return [...Map.groupBy(work, ({ team, rep }) => `${team} ${rep}`).values()].map((row) => ({
    team: row[0]!.team,
    rep: row[0]!.rep ?? undefined,
    tasks: counted(row.filter(({ isReport }) => !isReport).map(week)),
    reports: counted(row.filter(({ isReport }) => isReport).map(week)),
  }));
}

const counted = (numbers: readonly number[]): Record<number, number> =>
  Object.fromEntries([...Map.groupBy(numbers, (n) => n)].map(([n, all]) => [n, all.length]));
