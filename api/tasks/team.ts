import { endAbsence, upsertAbsence } from '../../db/staff/absences.ts';
import type { Trx } from '../../db/database.ts';
import { followPeople } from '../../services/staff/follow-people.ts';
import { leave } from '../../services/staff/leave.ts';
import { repById, type Rep } from '../../db/tasks/queue.ts';
import { absencesOf, openByRep, staffOf } from '../../db/staff/team-load.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Context } from '../procedures/context.ts';
import { badRequest, notFound, Refusal } from '../procedures/refusal.ts';
import { mustBeActive } from './rep-at-work.ts';
import { repOf } from '../procedures/rights.ts';

/** Who asks, and through what it is answered. */
export type Asker = Omit<Context, 'principal'> & { readonly principal: NonNullable<Context['principal']> };

/** The team of a manager; undefined, which is every team, for an admin. */
async function teamOf(asker: Asker): Promise<string | undefined> {
  if (asker.principal.role === 'admin') return undefined;
  return (await repById(asker.db, repOf(asker)))?.teamId ?? '';
}

/** A rep for whom the caller decides. @throws Refusal when there is none, or it is one of another team */
export async function repOfTeam(asker: Asker, id: string): Promise<Rep> {
  const [rep, team] = [await repById(asker.db, id), await teamOf(asker)];
  if (!rep) throw notFound('rep', id);
  if (team === undefined || team === rep.teamId) return rep;
  throw new Refusal('FORBIDDEN', `${rep.name} is of another team.`, {
    code: 'otherTeam',
    value: id,
    todo: 'Ask the manager of that team.',
  });
}

/** Who can take over from a rep. @throws Refusal for somebody who is not there */
async function successorOf(asker: Asker, rep: Rep, id: string): Promise<Rep> {
  const successor = await repOfTeam(asker, id);
  if (successor.id === rep.id) throw badRequest('sameRep', `${rep.name} can't take over from themselves.`, id);
  return mustBeActive(successor);
}

/** The reps, with their ids, and when they are away. */
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

/** What each rep has and can hold, and what nobody of a team has. */
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
    open: sum(of(id), 'open'),
    overdue: sum(of(id), 'overdue'),
  }));
  return { reps, nobody: of(null).map(({ team, open, overdue }) => ({ team, open, overdue })) };
}

interface Away {
  readonly rep: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly cover?: string | undefined;
}

/** A rep will be away; what can't wait moves at once when they are away already. @returns how much changed hands now */
export async function away(asker: Asker, { rep: id, from, to, cover }: Away): Promise<{ moved: number }> {
  const rep = mustBeActive(await repOfTeam(asker, id));
  if (to <= from) throw badRequest('endsBeforeItBegins', 'The absence ends before it begins.', to);
  if (to <= asker.clock.now()) throw badRequest('inThePast', 'The absence is over already.', to);
  const coverId = cover === undefined ? undefined : (await successorOf(asker, rep, cover)).id;
  const absence = { id: asker.newId(), repId: rep.id, from, to, ...(coverId !== undefined && { coverId }) };
  return await followed(asker, rep, async (trx) => await upsertAbsence(trx, absence));
}

/** A rep is back earlier than was said. @returns how much they and others got that nobody had */
export async function back(asker: Asker, id: string): Promise<{ moved: number }> {
  const rep = await repOfTeam(asker, id);
  return await followed(asker, rep, async (trx) => {
    if (!(await endAbsence(trx, rep.id, asker.clock.now()))) throw badRequest('notAway', `${rep.name} is not away.`, id);
  });
}

/** A rep leaves for good. @returns how many tasks they had */
export async function leaves(
  asker: Asker,
  { rep: id, to }: { rep: string; to?: string | undefined },
): Promise<{ moved: number }> {
  const rep = await repOfTeam(asker, id);
  const successor = to === undefined ? undefined : await successorOf(asker, rep, to);
  const moved = await leave(asker.db, asker, { repId: rep.id, teamId: rep.teamId, ...(successor && { to: successor.id }) });
  return { moved };
}

const followed = async (asker: Asker, { teamId }: Rep, act: (trx: Trx) => Promise<unknown>) =>
  await asker.db.transaction().execute(async (trx) => {
    await act(trx);
    return { moved: await followPeople(trx, asker, teamId) };
  });
