import { hoursOfRep, hoursOfTeam, saveHoursOfRep, saveHoursOfTeam } from '../../db/staff/hours.ts';
import type { Hours } from '../../domain/time/open-time.ts';
import { asSaved, faultsOf, type OwnCalendar } from '../../domain/time/written-hours.ts';
import { badRequest } from '../procedures/refusal.ts';
import { teamFor } from './pilot.ts';
import { mustBeActive } from './rep-at-work.ts';
import { repOfTeam, type Asker } from './team.ts';

type Part = keyof OwnCalendar;
/** What a manager changes; null removes a value. */
type Changes = { readonly [P in Part]?: unknown };

interface Order extends Changes {
  readonly team?: string | undefined;
  /** Without one, the hours of the team are meant. */
  readonly rep?: string | undefined;
}

const parts = ['zone', 'hours', 'holidays', 'dates'] as const satisfies readonly Part[];

/** Changes the hours of a team or of one of its reps. Running clocks follow by themselves. @throws Refusal for hours that can't be read */
export async function changeHours(asker: Asker, { team: slug, rep: repId, ...changes }: Order) {
  const given = parts.filter((part) => changes[part] !== undefined);
  if (given.length === 0)
    throw badRequest('nothingGiven', 'What is to change?', undefined, `Give at least one of ${parts.join(', ')}.`);
  const { name, was, save } = repId === undefined ? await ofTeam(asker, slug) : await ofRep(asker, repId);
  const hours = changed(was, changes);
  const [fault] = faultsOf(hours);
  if (fault) throw badRequest('hoursInvalid', `${fault.path.join('.')}: ${fault.says}.`, undefined);
  await save(hours);
  return {
    is: hours,
    /** The values before; give them back to take this back. */
    was: Object.fromEntries(given.map((part) => [part, was[part] ?? null])),
    next: `The hours of ${name} have changed. The due times of open tasks follow.`,
  };
}

/** A team always has a zone and hours. */
async function ofTeam(asker: Asker, slug: string | undefined) {
  const { id, name } = await teamFor(asker, slug);
  const was = asSaved(await hoursOfTeam(asker.db, id));
  const save = async (hours: OwnCalendar) => {
    const { zone, hours: week } = hours;
    if (zone === undefined || week === undefined)
      throw badRequest('hoursMissing', 'A team needs a zone and hours: they can be changed, but not removed.');
    await saveHoursOfTeam(asker.db, id, hours as Hours);
  };
  return { name, was, save };
}

async function ofRep(asker: Asker, repId: string) {
  const { id, name } = mustBeActive(await repOfTeam(asker, repId));
  const was = (await hoursOfRep(asker.db, id)) ?? {};
  const save = (hours: OwnCalendar) => saveHoursOfRep(asker.db, id, Object.keys(hours).length === 0 ? null : hours);
  return { name, was, save };
}

function changed(was: OwnCalendar, changes: Changes): OwnCalendar {
  const all = { ...was, ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}
