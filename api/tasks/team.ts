import { addAbsence, cancelAbsence, endAbsence } from '../../db/staff/absences.ts';
import type { Trx } from '../../db/database.ts';
import { lockTeam } from '../../db/staff/teams.ts';
import { zoneOfRep } from '../../db/staff/hours.ts';
import { dateOf, dayAt } from '../../domain/time/local-time.ts';
import { instantSaid } from '../../domain/time/said-time.ts';
import { followPeople } from '../../services/staff/follow-people.ts';
import { leave } from '../../services/staff/leave.ts';
import { repById, type RepRow } from '../../db/tasks/queue.ts';
import { absencesOf, openByRep, staffOf } from '../../db/staff/team-load.ts';
import { quantity } from '../../domain/text/words.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Context } from '../procedures/context.ts';
import { badRequest, notFound, Refusal } from '../procedures/refusal.ts';
import { iso } from '../procedures/iso.ts';
import { mustBeActive } from './rep-at-work.ts';
import { repOf } from '../procedures/rights.ts';

/** The caller, and the dependencies for the answer. */
export type Asker = Omit<Context, 'principal'> & { readonly principal: NonNullable<Context['principal']> };

/** A manager's team; undefined for an admin, which means every team. */
export async function teamOf(asker: Asker): Promise<string | undefined> {
  if (asker.principal.role === 'admin') return undefined;
  return (await repById(asker.db, repOf(asker)))?.teamId ?? '';
}

/** A rep whom the caller may manage. @throws Refusal if there is none, or they are in another team */
export async function repOfTeam(asker: Asker, id: string): Promise<RepRow> {
  const [rep, team] = [await repById(asker.db, id), await teamOf(asker)];
  if (!rep) throw notFound('rep', id);
  if (team === undefined || team === rep.teamId) return rep;
  throw new Refusal('FORBIDDEN', `${rep.name} is in another team.`, {
    code: 'otherTeam',
    value: id,
    todo: 'Ask the manager of that team.',
  });
}

/** The rep who takes over. @throws Refusal if they are not available */
async function successorOf(asker: Asker, rep: RepRow, id: string): Promise<RepRow> {
  const successor = await repOfTeam(asker, id);
  if (successor.id === rep.id) throw badRequest('sameRep', `${rep.name} can't take over from themselves.`, id);
  return mustBeActive(successor);
}

/** The reps, with their ids and absences. */
export async function list(asker: Asker) {
  const { db, clock } = asker;
  const reps = await staffOf(db, await teamOf(asker));
  const ids = reps.map(({ id }) => id);
  const absences = Map.groupBy(await absencesOf(db, ids, clock.now()), ({ repId }) => repId);
  return reps.map(({ id, team, name, role, email, active, weight, capacity, territory }) => ({
    id,
    team,
    name,
    role,
    email,
    active,
    weight,
    capacity,
    territory,
    away: (absences.get(id) ?? []).map(({ from, to, cover }) => ({ from, to, cover })),
  }));
}

/** The load and capacity of each rep, and the unassigned tasks of each team. */
export async function load(asker: Asker) {
  const { db, clock } = asker;
  const team = await teamOf(asker);
  const open = await openByRep(db, team, clock.now());
  const of = (repId: string | null) => open.filter((row) => row.repId === repId);
  const sum = (rows: typeof open, what: 'open' | 'overdue') => rows.reduce((all, row) => all + row[what], 0);
  const reps = (await list(asker)).map(({ id, name, team, role, active, capacity, weight, away }) => ({
    id,
    name,
    team,
    role,
    active,
    capacity,
    weight,
    away: away.some(({ from }) => from <= clock.now()),
    /** Until when they are away, now or next. */
    awayUntil: iso(away[0]?.to),
    open: sum(of(id), 'open'),
    overdue: sum(of(id), 'overdue'),
    /** Since when their oldest open task is open. */
    oldest: iso(minOf(of(id).map((row) => row.oldest))),
  }));
  return { reps, nobody: of(null).map(({ team, open, overdue }) => ({ team, open, overdue })) };
}

const minOf = (dates: readonly Date[]): Date | undefined => dates.toSorted((a, b) => a.getTime() - b.getTime())[0];

interface Away {
  readonly rep: string;
  /** An instant, or a text such as a date: the first day away. */
  readonly from: Instant | string;
  /** An instant, or a text such as a date: the first day back. */
  readonly to: Instant | string;
  readonly cover?: string | undefined;
}

/** What happens to the tasks of people who are away, come back or leave. */
export interface Moved {
  /** How many tasks others got. */
  readonly moved: number;
  readonly next: string;
  /** The procedure that takes it back; missing if none does. */
  readonly undo?: 'team.back';
}

/** The instant that a manager means; a day begins at midnight where the rep works. @throws Refusal for a text that names none */
function instantMeant(field: 'from' | 'to', given: Instant | string, zone: string, now: Instant): Instant {
  if (typeof given === 'number') return given;
  const at = instantSaid(/\d:\d\d$/.test(given) ? given : `${given} 00:00`, zone, now);
  if (at !== undefined) return at;
  throw new Refusal('BAD_REQUEST', `${field}: expected ${EXPECTED}.`, {
    code: 'invalidInput',
    field,
    value: given,
    expected: EXPECTED,
  });
}

const EXPECTED =
  'a date, such as 2026-12-24, a time in the rep’s zone, such as tomorrow 13:00, or an instant with its offset, such as 2026-12-24T09:00:00+01:00';

/** Saves an absence; if it has already begun, urgent tasks are reassigned at once. The same absence is saved once. */
export async function away(asker: Asker, { rep: id, cover, ...days }: Away): Promise<Moved & { readonly absenceId: string }> {
  const rep = mustBeActive(await repOfTeam(asker, id));
  const zone = await zoneOfRep(asker.db, rep.id);
  const now = asker.clock.now();
  const [from, to] = [instantMeant('from', days.from, zone, now), instantMeant('to', days.to, zone, now)];
  if (to <= from) throw badRequest('endsBeforeItBegins', 'The absence ends before it begins.', days.to);
  if (to <= now) throw badRequest('inThePast', 'The absence is already over.', days.to);
  const coverId = cover === undefined ? undefined : (await successorOf(asker, rep, cover)).id;
  const absence = { id: asker.newId(), repId: rep.id, from, to, coverId };
  const { done: absenceId, moved } = await followed(asker, rep, async (trx) => await addAbsence(trx, absence));
  const next = `${rep.name} gets no new tasks while they are away. ${handed(moved)}`;
  return { moved, absenceId, next, undo: 'team.back' };
}

interface Back {
  readonly rep: string;
  /** The absence that was saved by mistake; without one, the current or the next one is meant. */
  readonly absenceId?: string | undefined;
}

/**
 * Ends a rep's absence early; they and others get the tasks that were unassigned. For a rep who is not away, it cancels their next
 * absence.
 */
export async function back(asker: Asker, { rep: id, absenceId }: Back): Promise<Moved> {
  const rep = await repOfTeam(asker, id);
  const { done, moved } = await followed(asker, rep, async (trx) => await endOrCancel(trx, rep, absenceId, asker.clock.now()));
  return { moved, next: `${done} ${handed(moved)}` };
}

/** @returns what was done, in words */
async function endOrCancel(trx: Trx, { id: repId, name }: RepRow, id: string | undefined, now: Instant): Promise<string> {
  // Beside the one that ends they may have another.
  if (await endAbsence(trx, { repId, id }, now))
    return id === undefined ? `${name} gets tasks again.` : `This absence of ${name} ends now.`;
  const cancelled = await cancelAbsence(trx, { repId, id }, now);
  if (!cancelled && id !== undefined) throw badRequest('notAway', `${name} does not have this absence any more.`, id);
  if (!cancelled) throw badRequest('notAway', `${name} is not away, and no absence of theirs is planned.`, repId);
  const firstDay = dateOf(dayAt(await zoneOfRep(trx, repId), cancelled.getTime()));
  return `The absence of ${name} from ${firstDay} on is cancelled.`;
}

/** Removes a rep for good. */
export async function leaves(asker: Asker, { rep: id, to }: { rep: string; to?: string | undefined }): Promise<Moved> {
  const rep = await repOfTeam(asker, id);
  const successor = to === undefined ? undefined : await successorOf(asker, rep, to);
  const moved = await leave(asker.db, asker, { repId: rep.id, teamId: rep.teamId, to: successor?.id });
  return { moved, next: `The keys of ${rep.name} are now refused. ${handed(moved)}` };
}

const handed = (tasks: number): string => `${quantity(tasks, 'task')} changed hands.`;

/** Locks the team first, so that two requests about a rep wait for each other. */
const followed = async <Done>(asker: Asker, { teamId }: RepRow, act: (trx: Trx) => Promise<Done>) =>
  await asker.db.transaction().execute(async (trx) => {
    await lockTeam(trx, { id: teamId });
    const done = await act(trx);
    return { done, moved: await followPeople(trx, asker, teamId) };
  });
