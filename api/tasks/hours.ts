import type { Trx } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { lockHoursOfRep, lockHoursOfTeam, saveHoursOfRep, saveHoursOfTeam } from '../../db/staff/hours.ts';
import { faultsOf, type OwnCalendar, type SavedCalendar } from '../../domain/time/written-hours.ts';
import { badRequest } from '../procedures/refusal.ts';
import { teamFor } from './pilot.ts';
import { mustBeActive } from './rep-at-work.ts';
import { repOfTeam, type Asker } from './team.ts';

type Part = keyof OwnCalendar;
/** What a manager changes; null removes a value. */
type Changes = { readonly [P in Part]?: unknown };

interface Order extends Changes {
  readonly team?: string | undefined;
  /** Without one, the hours of the team are meant; with a team, they must be in it. */
  readonly rep?: string | undefined;
}

/** Whose hours change. */
interface Owner {
  readonly name: string;
  readonly lock: (trx: Trx) => Promise<OwnCalendar>;
  readonly save: (trx: Trx, hours: OwnCalendar) => Promise<unknown>;
}

const parts = ['zone', 'hours', 'holidays', 'dates'] as const satisfies readonly Part[];

/** Changes the hours of a team or of one of its reps. Running clocks follow by themselves. @throws Refusal for hours that can't be read */
export async function changeHours(asker: Asker, { team: slug, rep: repId, ...changes }: Order) {
  const given = parts.filter((part) => changes[part] !== undefined);
  if (given.length === 0)
    throw badRequest('nothingGiven', 'What is to change?', undefined, `Give at least one of ${parts.join(', ')}.`);
  const { name, lock, save } = repId === undefined ? await ofTeam(asker, slug) : await ofRep(asker, repId, slug);
  const { is, was } = await inTransaction(asker.db, async (trx) => {
    const before = await lock(trx);
    const hours = changed(before, changes);
    const [fault] = faultsOf(hours);
    if (fault) throw badRequest('hoursInvalid', `${fault.path.join('.')}: ${fault.says}.`, undefined);
    await save(trx, hours);
    return { is: hours, was: before };
  });
  return {
    is,
    /** The values before; give them back to take this back. */
    was: Object.fromEntries(given.map((part) => [part, was[part] ?? null])),
    next: `The hours of ${name} have changed. The due times of open tasks follow.`,
  };
}

/** A team always has a zone and hours. */
async function ofTeam(asker: Asker, slug: string | undefined): Promise<Owner> {
  const { id, name } = await teamFor(asker, slug);
  return {
    name,
    lock: (trx) => lockHoursOfTeam(trx, id),
    save: async (trx, hours) => {
      const { zone, hours: week } = hours;
      if (zone === undefined || week === undefined)
        throw badRequest('hoursMissing', 'A team needs a zone and hours: they can be changed, but not removed.');
      await saveHoursOfTeam(trx, id, hours as SavedCalendar);
    },
  };
}

async function ofRep(asker: Asker, repId: string, slug: string | undefined): Promise<Owner> {
  const { id, name, teamId } = mustBeActive(await repOfTeam(asker, repId));
  const team = slug === undefined ? undefined : await teamFor(asker, slug);
  if (team && team.id !== teamId)
    throw badRequest('otherTeam', `${name} is not in ${team.name}.`, slug, 'Leave out team, or give the team of the rep.');
  return {
    name,
    lock: async (trx) => (await lockHoursOfRep(trx, id)) ?? {},
    save: (trx, hours) => saveHoursOfRep(trx, id, Object.keys(hours).length === 0 ? null : hours),
  };
}

function changed(was: OwnCalendar, changes: Changes): OwnCalendar {
  const all = { ...was, ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}
