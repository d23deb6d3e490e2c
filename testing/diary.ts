import type { Selectable } from 'kysely';
import type { Db } from '../db/database.ts';
import type { DB } from '../db/schema.gen.ts';
import { statesIn, touchStates } from '../domain/contact/touch-states.ts';
import { DAY } from '../domain/time/duration.ts';

/** The journal of a lead in words. */
export const journalOf = async (db: Db, leadId: string): Promise<string[]> => (await transitionsOf(db, leadId)).map(inWords);

/** The journal with the messages that went out, each line with its day since the lead came in. */
export async function diaryOf(db: Db, leadId: string): Promise<string[]> {
  const lead = await db.selectFrom('leads').select('createdAt').where('id', '=', leadId).executeTakeFirstOrThrow();
  const lines = [
    ...(await transitionsOf(db, leadId)).map((row) => ({ at: row.at, text: inWords(row) })),
    ...(await touchesOf(db, leadId)).map(({ content, channel, sentAt }) => ({
      at: sentAt!,
      text: channel === 'email' ? `mailed ${content}` : `sent ${channel} ${content}`,
    })),
  ];
  const day = (at: Date) => String(Math.floor((at.getTime() - lead.createdAt.getTime()) / DAY)).padStart(3);
  return lines.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map(({ at, text }) => `${day(at)} ${text}`);
}

/** The messages that went out to a lead, the oldest first. */
export const touchesOf = (db: Db, leadId: string) =>
  db
    .selectFrom('touches')
    .select(['content', 'channel', 'sentAt'])
    .where('leadId', '=', leadId)
    .where('state', 'in', statesIn(touchStates, 'sent'))
    .orderBy('sentAt')
    .execute();

/** The rungs that were reached because no rep acted, each with its hour in the zone of the team. */
export async function rungsOf(db: Db, leadId: string) {
  const events = await db
    .selectFrom('slaEvents')
    .innerJoin('tasks', 'tasks.id', 'slaEvents.taskId')
    .innerJoin('teams', 'teams.id', 'tasks.teamId')
    .selectAll('slaEvents')
    .select('teams.calendar')
    .where('slaEvents.leadId', '=', leadId)
    .orderBy('slaEvents.at')
    .orderBy('slaEvents.round')
    .execute();
  return events.map(({ calendar, ...event }) => ({ ...event, hour: hourIn(calendar.zone, event.at) }));
}

const transitionsOf = (db: Db, leadId: string) =>
  db
    .selectFrom('transitions')
    .selectAll()
    .where('leadId', '=', leadId)
    .orderBy('enrolmentId')
    .orderBy('visit')
    .orderBy('n')
    .orderBy('at')
    .execute();

type Transition = Pick<Selectable<DB['transitions']>, 'kind' | 'from' | 'to' | 'reason'>;

const inWords = ({ kind, from, to, reason }: Transition): string =>
  [kind, from && `${from} →`, to, reason && kind !== 'rested' && `(${reason})`].filter(Boolean).join(' ');

/** Weekday and local time: `Tue 15:00`. */
const hourIn = (timeZone: string, at: Date): string =>
  at.toLocaleString('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' }).replace(',', '');
