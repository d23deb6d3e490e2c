import { DomainError } from '../text/domain-error.ts';
import { own } from '../text/own.ts';
import { takeTurn, type Place } from './rotation.ts';

/** A rep as routing sees them at one instant; the caller looks up absences and working hours. */
export interface Candidate {
  readonly id: string;
  readonly active: boolean;
  readonly absent: boolean;
  /** Whether it is within their working hours; only a preference, because a rep must own the lead at night too. */
  readonly worksNow: boolean;
  /** How many open tasks they have. */
  readonly open: number;
  /** How many open tasks they can have. */
  readonly capacity: number;
  /** How many turns they get compared with others; above 0. */
  readonly weight: number;
  readonly territories: readonly string[];
}

/** A lead, and the reps who might get it. */
export interface RoutingRequest {
  /** The reps of the team. */
  readonly candidates: readonly Candidate[];
  /** Reps of any team who are present, even at full capacity: a rep who already works with the account is not replaced. */
  readonly present?: readonly Pick<Candidate, 'id'>[];
  /** The rep who owns an open deal at the account. */
  readonly dealOwner?: string;
  /** The rep who works with another person at the account, if the lead should join them. */
  readonly colleague?: string;
  /** The rep who owns the account. */
  readonly accountOwner?: string;
  /** The rep who had this lead before, if it should go back to them. */
  readonly previous?: string;
  readonly territory?: string;
  /** Every rep's place in each rotation, by the rotation's name. */
  readonly places?: Readonly<Record<string, readonly Place[]>>;
  /** Reps who must not get it, because they did not act on it or rejected it. */
  readonly exclude?: readonly string[];
}

/** What a rule chooses from: the reps in `able` can take one more lead. */
type Chooses = Omit<RoutingRequest, 'candidates' | 'places' | 'exclude'> & {
  readonly able: readonly Candidate[];
  readonly present: readonly Pick<Candidate, 'id'>[];
};

/** A rule of routing, with its reason in words. */
export interface Rule {
  readonly words: string;
  /** The reps who may get the lead by this rule; none if it does not apply. */
  pick(from: Chooses): readonly Pick<Candidate, 'id'>[];
}

/** A rule that gives turns. A lead that a rep gets by another rule does not cost a turn. */
export interface TurnRule {
  readonly words: string;
  pick(from: Chooses): readonly Candidate[];
  /** The name of its rotation. Each rotation counts its own turns, so no rep pays for a lead that the others could not have got. */
  rotation(request: Pick<RoutingRequest, 'territory'>): string;
}

const only = (reps: readonly Pick<Candidate, 'id'>[], wanted: string | undefined) => reps.filter(({ id }) => id === wanted);

/** The rules of routing. The first one that finds a rep decides. */
export const routingRules = {
  dealOwner: { words: 'owns an open deal at the account', pick: ({ present, dealOwner }) => only(present, dealOwner) },
  colleague: { words: 'works with another person at the account', pick: ({ present, colleague }) => only(present, colleague) },
  accountOwner: { words: 'owns the account', pick: ({ able, accountOwner }) => only(able, accountOwner) },
  previous: { words: 'knows the lead', pick: ({ able, previous }) => only(able, previous) },
  territory: {
    words: 'owns the territory',
    pick: ({ able, territory }) => able.filter(({ territories }) => territory !== undefined && territories.includes(territory)),
    rotation: ({ territory = '' }) => territory,
  },
  rotation: { words: 'it was their turn', pick: ({ able }) => able, rotation: () => '' },
} as const satisfies Record<string, Rule | TurnRule>;

export type AssignedBecause = keyof typeof routingRules;
export type PassedOverBecause = 'excluded' | 'inactive' | 'absent' | 'full';

/** Which rep gets the lead and why, or why no rep does; `passedOver` says why the others could not get it. */
export type Routed = (
  | {
      readonly assignee: string;
      readonly because: AssignedBecause;
      /** The rotation that gave the turn, with every rep's place after it. */
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
 * Chooses the assignee by the first rule that finds a rep: never one who is inactive, absent or excluded, and one at full capacity
 * only if they already work with the account. The caller must save the choice in the transaction that read `open` and `places`.
 * @throws DomainError INVALID_WEIGHT for a weight that is not above 0
 */
export function route({ candidates, places = {}, exclude = [], present = [], ...request }: RoutingRequest): Routed {
  const passedOver = candidates.flatMap((candidate) => {
    const because = whyNot(candidate, exclude);
    return because ? [{ id: candidate.id, because }] : [];
  });
  const from = {
    ...request,
    able: candidates.filter((candidate) => !whyNot(candidate, exclude)),
    present: present.filter(({ id }) => !exclude.includes(id)),
  };
  for (const [because, rule] of Object.entries<Rule | TurnRule>(routingRules) as [AssignedBecause, Rule | TurnRule][]) {
    const [first] = rule.pick(from);
    if (!first) continue;
    if (!('rotation' in rule)) return { assignee: first.id, because, passedOver };
    const rotation = rule.rotation(request);
    const turn = takeTurn(own(places, rotation) ?? [], preferWorking(rule.pick(from)))!;
    return { assignee: turn.id, because, turn: { rotation, places: turn.places }, passedOver };
  }
  return { assignee: undefined, because: nearestToAble(passedOver) ?? 'noCandidates', passedOver };
}

function whyNot(candidate: Candidate, exclude: readonly string[]): PassedOverBecause | undefined {
  if (exclude.includes(candidate.id)) return 'excluded';
  if (!candidate.active) return 'inactive';
  if (candidate.absent) return 'absent';
  return candidate.open >= candidate.capacity ? 'full' : undefined;
}

/** Whether a rep can take a lead at all: a request may still exclude them. */
export const canTake = (candidate: Candidate): boolean => whyNot(candidate, []) === undefined;

/** The reps who work now or, if there are none, all of them. */
function preferWorking(group: readonly Candidate[]): readonly Candidate[] {
  const wrong = group.find(({ weight }) => !(weight > 0));
  if (wrong)
    throw new DomainError('INVALID_WEIGHT', wrong.weight, 'expected a weight above 0 (make the rep inactive to give no turns)');
  const working = group.filter(({ worksNow }) => worksNow);
  return working.length > 0 ? working : group;
}

/** Of the reasons why no rep can take it, the one that goes away soonest. */
const nearestToAble = (passedOver: readonly PassedOver[]): PassedOverBecause | undefined =>
  (['full', 'absent', 'excluded', 'inactive'] as const).find((reason) => passedOver.some(({ because }) => because === reason));
