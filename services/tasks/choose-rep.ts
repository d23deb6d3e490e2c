import type { Trx } from '../../db/database.ts';
import { placesOf, savePlaces } from '../../db/staff/turns.ts';
import { repLoads } from '../../db/staff/reps.ts';
import type { RepLoad } from '../../db/staff/reps.ts';
import type { Surroundings } from '../../db/tasks/tasks.ts';
import type { TeamRow } from '../../db/staff/teams.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { regionOf } from '../../domain/people/country.ts';
import { readFields } from '../../domain/people/lead-fields.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { canTake, rotationsOf, route, type RoutingFacts } from '../../domain/sales/routing.ts';
import type { PassedOverBecause } from '../../domain/sales/routing.ts';
import type { Place } from '../../domain/sales/rotation.ts';
import { isWorking } from '../../domain/time/working-calendar.ts';
import { readCalendar } from '../../domain/time/written-hours.ts';
import { repRoles } from '../../domain/people/roles.ts';

/** The parts of the policy that decide who gets a task. */
export type RoutingPolicy = Pick<Policy, 'routing' | 'fields'>;

/** Who gets a task, and the reason in words. */
export interface Chosen {
  readonly assigneeId?: string;
  readonly because: string;
}

export interface Choice {
  readonly team: TeamRow;
  readonly around: Surroundings;
  /** Whether a rep who works with another lead at the account may get it; only for calls. */
  readonly mayJoin?: boolean | undefined;
  /** Prefer managers, as for operations tasks; others get the task if no manager is available. */
  readonly managersFirst?: boolean | undefined;
  readonly prefer?: string | undefined;
  /** Who gets it before any rule is asked, however much they have: a person has named them. */
  readonly named?: string | undefined;
  readonly exclude: readonly string[];
  readonly at: Instant;
}

const unassignedBecause = {
  noCandidates: 'unassigned: the team has no reps',
  noRule: 'unassigned: no routing rule picks a rep',
  excluded: 'unassigned: every other rep has had it',
  inactive: 'unassigned: no rep is active',
  absent: 'unassigned: every rep is absent',
  full: 'unassigned: every rep is at capacity',
} as const satisfies Record<PassedOverBecause | 'noCandidates' | 'noRule', string>;

/** Chooses the rep for a task: the one who was named if they are there, otherwise by the routing rules. The caller must lock the team. */
export async function chooseRep(
  trx: Trx,
  { routing, fields }: RoutingPolicy,
  { team, around, mayJoin, managersFirst = false, prefer, named, exclude, at }: Choice,
): Promise<Chosen> {
  const { dealOwnerId: dealOwner, workingSdrId: colleague, accountOwnerId: accountOwner } = around;
  const besides = [dealOwner, named].filter((id) => typeof id === 'string');
  const loads = await repLoads(trx, team.id, besides, at);
  const present = loads.filter((rep) => rep.active && !rep.absent && !exclude.includes(rep.id));
  if (present.some(({ id }) => id === named)) return { assigneeId: named!, because: 'was named in the report' };
  const managers = managersFirst ? present.filter((rep) => rep.teamId === team.id && repRoles[rep.role].manages) : [];
  const facts: RoutingFacts = {
    lead: {
      country: around.country ?? undefined,
      persona: around.persona,
      seniority: around.seniority,
      industry: around.industry ?? undefined,
      employees: around.size ?? undefined,
      fields: readFields(fields, around.fields),
    },
    territory: territoryOf(loads, around),
    dealOwner: managers.length === 0 ? (dealOwner ?? undefined) : undefined,
    colleague: mayJoin ? (colleague ?? undefined) : undefined,
    accountOwner: accountOwner ?? undefined,
    previous: prefer,
  };
  const places = new Map<string, readonly Place[]>();
  for (const name of rotationsOf(routing, facts)) places.set(name, await placesOf(trx, rotationIn(team, name)));
  const routed = route(routing, {
    ...facts,
    candidates: candidatesOf(managers.length > 0 ? managers : loads, team, at),
    present,
    exclude,
    places: Object.fromEntries(places),
  });
  if (routed.assignee === undefined) return { because: unassignedBecause[routed.because] };
  if (routed.turn) await savePlaces(trx, rotationIn(team, routed.turn.rotation), routed.turn.places);
  return { assigneeId: routed.assignee, because: routed.because };
}

const rotationIn = (team: TeamRow, name: string) => ({ teamId: team.id, territory: name });

/** Whether routing could now give a task to a rep of a team. The owner of a deal, or a rep at the account, may get one regardless. */
export const isAnyoneFree = async (trx: Trx, team: TeamRow, at: Instant): Promise<boolean> =>
  candidatesOf(await repLoads(trx, team.id, [], at), team, at).some(canTake);

/** Managers get tasks only in a team without other reps; marketers never do. */
function candidatesOf(loads: readonly RepLoad[], team: TeamRow, at: Instant) {
  const own = loads.filter(({ teamId, role }) => teamId === team.id && !repRoles[role].markets);
  const workers = own.filter(({ role }) => !repRoles[role].manages);
  return (workers.length > 0 ? workers : own).map(({ calendar, ...rep }) => {
    const hours = (calendar && readCalendar({ ...team.calendar, ...calendar })) ?? team.calendar;
    return { ...rep, worksNow: (!hours || isWorking(hours, at)) && !rep.absent };
  });
}

/** The country or the region, whichever is some rep's territory. */
function territoryOf(loads: readonly RepLoad[], { country, region }: Surroundings): string | undefined {
  const places = [country, region, regionOf(country ?? undefined)];
  return places.find((place): place is string => loads.some(({ territories }) => territories.includes(place ?? '')));
}
