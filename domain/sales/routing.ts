import { DomainError } from '../text/domain-error.ts';
import type { AppFields } from '../people/lead-fields.ts';
import type { Persona, Seniority } from '../people/persona.ts';
import { unless } from '../policy/unless.ts';
import { own } from '../text/own.ts';
import { takeTurn, type Place } from './rotation.ts';

/** A rep as routing sees them at one instant; the caller looks up who is absent and whose hours it is. */
export interface Candidate {
  readonly id: string;
  /** Their address, as the staff file has it. */
  readonly email: string;
  readonly active: boolean;
  readonly absent: boolean;
  /** It is within their working hours now; a preference, because somebody must own the lead at night as well. */
  readonly worksNow: boolean;
  /** Open tasks, and how many of them they can hold. */
  readonly open: number;
  readonly capacity: number;
  /** How many turns they get, compared with others; above 0. */
  readonly weight: number;
  readonly territories: readonly string[];
}

/** What is known about a lead, for the rules. */
export interface RoutedLead {
  /** ISO 3166-1. */
  readonly country?: string;
  readonly persona: Persona;
  readonly seniority: Seniority;
  /** Of its company. */
  readonly industry?: string;
  readonly employees?: number;
  /** Those of the app; personal ones, too. */
  readonly fields: AppFields;
}

/** Plain facts about a lead and the reps who know it, each by their id. */
export interface RoutingFacts {
  readonly lead: RoutedLead;
  /** The rep who owns an open deal at the account. */
  readonly dealOwner?: string;
  /** The rep who works with another person at the account, when the lead should join them. */
  readonly colleague?: string;
  /** The rep who owns the account. */
  readonly accountOwner?: string;
  /** The rep who had this lead before, when it should go back to them. */
  readonly previous?: string;
  /** The country or the region of the lead, whichever some rep has as a territory. */
  readonly territory?: string;
}

/** What a rule chooses from. */
export interface RoutingChoice extends RoutingFacts {
  /** The reps of the team who can take one more lead. */
  readonly able: readonly Candidate[];
  /** Reps who are present, of whatever team and however much they have: who works with the account already is not replaced. */
  readonly present: readonly Pick<Candidate, 'id'>[];
}

/** A routing rule: to whom it gives a lead, and why. It is pure: the same choice gives the same reps. */
export interface RoutingRule {
  /** Why they get it, as people read it: `owns the account`. */
  readonly words: string;
  /** Those of `able` or `present` who may get the lead by it, the first choice first; nobody, when it does not apply. */
  readonly pick: (from: RoutingChoice) => readonly Pick<Candidate, 'id'>[];
  /**
   * With it, the reps of `able` that the rule picks take turns; without it, the first of them gets the lead. Turns are counted in
   * the rotation of this name, so a lead that some reps could not have got does not count against their turns.
   */
  readonly rotation?: (facts: RoutingFacts) => string;
}

/** The rules of routing, in their order. The first one that finds somebody decides. */
export type Routing = readonly RoutingRule[];

const only = (reps: readonly Pick<Candidate, 'id'>[], wanted: string | undefined) => reps.filter(({ id }) => id === wanted);

/** The routing rules of an app that does not change them, in order. */
export const standardRouting = {
  dealOwner: { words: 'owns an open deal at the account', pick: ({ present, dealOwner }) => only(present, dealOwner) },
  colleague: { words: 'works with another person at the account', pick: ({ present, colleague }) => only(present, colleague) },
  accountOwner: { words: 'owns the account', pick: ({ able, accountOwner }) => only(able, accountOwner) },
  previous: { words: 'knows the lead', pick: ({ able, previous }) => only(able, previous) },
  territory: {
    words: 'the territory is theirs',
    pick: ({ able, territory }) => able.filter(({ territories }) => territory !== undefined && territories.includes(territory)),
    rotation: ({ territory = '' }) => territory,
  },
  rotation: { words: 'it was their turn', pick: ({ able }) => able, rotation: () => '' },
} as const satisfies Record<string, RoutingRule>;

/** What is wrong with what an app says of routing. */
export const routingFaults = (routing: Routing): string[] => [
  ...unless(routing.length > 0, 'expected at least one rule'),
  ...routing.flatMap(({ words, pick, rotation }, n) => [
    ...unless(typeof words === 'string' && words.trim() !== '', `rule ${n + 1}: words: expected why a rep gets the lead`),
    ...unless(
      routing.findIndex((rule) => rule.words === words) === n,
      `rule ${n + 1}: words: another rule says "${words}" already`,
    ),
    ...unless(typeof pick === 'function', `rule ${n + 1}: pick: expected a function`),
    ...unless(rotation === undefined || typeof rotation === 'function', `rule ${n + 1}: rotation: expected a function`),
  ]),
];

/** Somebody's task to give: the facts, and the people who might get it. */
export interface RoutingRequest extends RoutingFacts {
  /** The reps of the team. */
  readonly candidates: readonly Candidate[];
  readonly present?: RoutingChoice['present'];
  /** The turns of everybody in each rotation, by its name. */
  readonly places?: Readonly<Record<string, readonly Place[]>>;
  /** Those who must not get it: who let it lie, or rejected it. */
  readonly exclude?: readonly string[];
}

export type PassedOverBecause = 'excluded' | 'inactive' | 'absent' | 'full';

/** Who gets the lead and why, or why nobody does; `passedOver` explains who could not get it. Plain data. */
export type Routed = (
  | {
      readonly assignee: string;
      /** The words of the rule. */
      readonly because: string;
      /** The rotation that gave the turn, with everybody's place after it. */
      readonly turn?: { readonly rotation: string; readonly places: readonly Place[] };
    }
  | { readonly assignee: undefined; readonly because: 'noCandidates' | 'noRule' | PassedOverBecause }
) & { readonly passedOver: readonly PassedOver[] };

export interface PassedOver {
  readonly id: string;
  readonly because: PassedOverBecause;
}

/** The names of the rotations that may give a turn. */
export const rotationsOf = (routing: Routing, facts: RoutingFacts): string[] => [
  ...new Set(routing.flatMap(({ rotation }) => (rotation ? [rotation(facts)] : []))),
];

/**
 * Chooses the assignee by the first rule that finds somebody. Never somebody inactive, absent or excluded; somebody full only
 * where they work with the account already. The caller writes the choice in the same transaction in which it read `open` and
 * `places`.
 * @throws DomainError INVALID_WEIGHT for a weight that is not above 0
 */
export function route(
  routing: Routing,
  { candidates, places = {}, exclude = [], present = [], ...facts }: RoutingRequest,
): Routed {
  const passedOver = candidates.flatMap((candidate) => {
    const because = whyNot(candidate, exclude);
    return because ? [{ id: candidate.id, because }] : [];
  });
  const able = candidates.filter((candidate) => !whyNot(candidate, exclude));
  const from = { ...facts, able, present: present.filter(({ id }) => !exclude.includes(id)) };
  for (const { words: because, pick, rotation } of routing) {
    const picked = pick(from).map(({ id }) => id);
    const turns = rotation && whoWorks(able.filter(({ id }) => picked.includes(id)));
    const name = rotation?.(facts) ?? '';
    const turn = turns && takeTurn(own(places, name) ?? [], turns);
    if (turn) return { assignee: turn.id, because, turn: { rotation: name, places: turn.places }, passedOver };
    // What an app returns may be anybody: only who may get the lead does.
    const assignee = rotation ? undefined : picked.find((id) => [...able, ...from.present].some((rep) => rep.id === id));
    if (assignee !== undefined) return { assignee, because, passedOver };
  }
  const because = candidates.length === 0 ? 'noCandidates' : able.length > 0 ? 'noRule' : nearestToAble(passedOver);
  return { assignee: undefined, because: because ?? 'noCandidates', passedOver };
}

function whyNot(candidate: Candidate, exclude: readonly string[]): PassedOverBecause | undefined {
  if (exclude.includes(candidate.id)) return 'excluded';
  if (!candidate.active) return 'inactive';
  if (candidate.absent) return 'absent';
  return candidate.open >= candidate.capacity ? 'full' : undefined;
}

/** Whether a rep can take a lead at all: a request may still exclude them. */
export const canTake = (candidate: Candidate): boolean => whyNot(candidate, []) === undefined;

/** Those who work now, if anybody does. */
function whoWorks(group: readonly Candidate[]): readonly Candidate[] {
  const wrong = group.find(({ weight }) => !(weight > 0));
  if (wrong)
    throw new DomainError('INVALID_WEIGHT', wrong.weight, 'expected a weight above 0 (make the rep inactive to give no turns)');
  const working = group.filter(({ worksNow }) => worksNow);
  return working.length > 0 ? working : group;
}

/** Of the reasons why nobody can take it, the one that goes away soonest. */
const nearestToAble = (passedOver: readonly PassedOver[]): PassedOverBecause | undefined =>
  (['full', 'absent', 'excluded', 'inactive'] as const).find((reason) => passedOver.some(({ because }) => because === reason));
