import { DomainError } from '../text/domain-error.ts';
import { own } from '../text/own.ts';
import { takeTurn, type Place } from './rotation.ts';

/** A rep as routing sees them at one instant; the caller looks up who is absent and whose hours it is. */
export interface Candidate {
  readonly id: string;
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

/** What is known of a lead and of the people who might get it. */
export interface RoutingRequest {
  /** The reps of the team. */
  readonly candidates: readonly Candidate[];
  /** Reps who are there, of whatever team and however much they have: who works with the account already is not replaced. */
  readonly there?: readonly Pick<Candidate, 'id'>[];
  /** The rep who owns an open deal at the account. */
  readonly dealOwner?: string;
  /** The rep who works somebody else at the account, when the lead should join them. */
  readonly colleague?: string;
  /** The rep who owns the account. */
  readonly accountOwner?: string;
  /** The rep who had this lead before, when it should go back to them. */
  readonly previous?: string;
  readonly territory?: string;
  /** Where everybody stands in each rotation, by its name. */
  readonly places?: Readonly<Record<string, readonly Place[]>>;
  /** Those who must not get it: who let it lie, or rejected it. */
  readonly exclude?: readonly string[];
}

/** What a rule chooses from: `able` can take one more lead. */
type Chooses = Omit<RoutingRequest, 'candidates' | 'places' | 'exclude'> & {
  readonly able: readonly Candidate[];
  readonly there: readonly Pick<Candidate, 'id'>[];
};

/** A rule of routing: whom it gives a lead, and why, in words. */
export interface Rule {
  readonly words: string;
  /** Who may get the lead by it; nobody, when it does not apply. */
  pick(from: Chooses): readonly Pick<Candidate, 'id'>[];
}

/** A rule that gives turns; who gets a lead by another rule is not charged for it. */
export interface TurnRule {
  readonly words: string;
  pick(from: Chooses): readonly Candidate[];
  /** The name of its rotation. Each has its own turns: a lead that others could not have got is nobody's debt to them. */
  rotation(request: Pick<RoutingRequest, 'territory'>): string;
}

const only = (reps: readonly Pick<Candidate, 'id'>[], wanted: string | undefined) => reps.filter(({ id }) => id === wanted);

/** The rules of routing. The first one that finds somebody decides. */
export const routingRules = {
  dealOwner: { words: 'owns an open deal at the account', pick: ({ there, dealOwner }) => only(there, dealOwner) },
  colleague: { words: 'works somebody else at the account', pick: ({ there, colleague }) => only(there, colleague) },
  accountOwner: { words: 'owns the account', pick: ({ able, accountOwner }) => only(able, accountOwner) },
  previous: { words: 'knows the lead', pick: ({ able, previous }) => only(able, previous) },
  territory: {
    words: 'the territory is theirs',
    pick: ({ able, territory }) => able.filter(({ territories }) => territory !== undefined && territories.includes(territory)),
    rotation: ({ territory = '' }) => territory,
  },
  rotation: { words: 'it was their turn', pick: ({ able }) => able, rotation: () => '' },
} as const satisfies Record<string, Rule | TurnRule>;

export type AssignedBecause = keyof typeof routingRules;
export type PassedOverBecause = 'excluded' | 'inactive' | 'absent' | 'full';

/** Who gets the lead and why, or why nobody does; `passedOver` explains who could not get it. */
export type Routed = (
  | {
      readonly assignee: string;
      readonly because: AssignedBecause;
      /** The rotation that gave the turn, with everybody's place after it. */
      readonly turn?: { readonly rotation: string; readonly places: readonly Place[] };
    }
  | { readonly assignee: undefined; readonly because: 'noCandidates' | PassedOverBecause }
) & { readonly passedOver: readonly PassedOver[] };

export interface PassedOver {
  readonly id: string;
  readonly because: PassedOverBecause;
}

/** The names of the rotations that may give a turn. */
export const rotationsOf = (request: Pick<RoutingRequest, 'territory'>): string[] =>
  Object.values<Rule | TurnRule>(routingRules).flatMap((rule) => ('rotation' in rule ? [rule.rotation(request)] : []));

/**
 * Chooses the assignee by the first rule that finds somebody. Never somebody inactive, absent or excluded; somebody full only
 * where they work with the account already. The caller writes the choice in the same transaction in which it read `open` and
 * `places`.
 * @throws DomainError INVALID_WEIGHT for a weight that is not above 0
 */
export const route = ({ candidates, places = {}, exclude = [], there = [], ...request }: RoutingRequest): Routed => {
  const passedOver = candidates.flatMap((candidate) => {
    const because = whyNot(candidate, exclude);
    return because ? [{ id: candidate.id, because }] : [];
  });
  const from = {
    ...request,
    able: candidates.filter((candidate) => !whyNot(candidate, exclude)),
    there: there.filter(({ id }) => !exclude.includes(id)),
  };
  for (const [because, rule] of Object.entries<Rule | TurnRule>(routingRules) as [AssignedBecause, Rule | TurnRule][]) {
    const [first] = rule.pick(from);
    if (!first) continue;
    if (!('rotation' in rule)) return { assignee: first.id, because, passedOver };
    const rotation = rule.rotation(request);
    const turn = takeTurn(own(places, rotation) ?? [], whoWorks(rule.pick(from)))!;
    return { assignee: turn.id, because, turn: { rotation, places: turn.places }, passedOver };
  }
  return { assignee: undefined, because: nearestToAble(passedOver) ?? 'noCandidates', passedOver };
};

const whyNot = (candidate: Candidate, exclude: readonly string[]): PassedOverBecause | undefined => {
  if (exclude.includes(candidate.id)) return 'excluded';
  if (!candidate.active) return 'inactive';
  if (candidate.absent) return 'absent';
  return candidate.open >= candidate.capacity ? 'full' : undefined;
};

/** Whether a rep can take a lead at all: a request may still exclude them. */
export const canTake = (candidate: Candidate): boolean => whyNot(candidate, []) === undefined;

/** Those who work now, if anybody does. */
const whoWorks = (group: readonly Candidate[]): readonly Candidate[] => {
  const wrong = group.find(({ weight }) => !(weight > 0));
  if (wrong)
    throw new DomainError('INVALID_WEIGHT', wrong.weight, 'expected a weight above 0 (make the rep inactive to give no turns)');
  const working = group.filter(({ worksNow }) => worksNow);
  return working.length > 0 ? working : group;
};

/** Of the reasons why nobody can take it, the one that goes away soonest. */
const nearestToAble = (passedOver: readonly PassedOver[]): PassedOverBecause | undefined =>
  (['full', 'absent', 'excluded', 'inactive'] as const).find((reason) => passedOver.some(({ because }) => because === reason));
