import { DomainError } from '../text/domain-error.ts';
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

export interface RoutingRequest {
  readonly candidates: readonly Candidate[];
  /** The rep who owns the account, or works somebody there. */
  readonly accountOwner?: string;
  /** The rep who had this lead before, when it should go back to them. */
  readonly previous?: string;
  readonly territory?: string;
  /** Where everybody stands in the two rotations: the territory's and that of the whole team. */
  readonly places?: Readonly<Record<ByTurn, readonly Place[]>>;
  /** Those who must not get it: who let it lie, or rejected it. */
  readonly exclude?: readonly string[];
}

/** The rules that give turns; who gets a lead by another rule is not charged for it. */
export type ByTurn = 'territory' | 'rotation';
export type AssignedBecause = 'accountOwner' | 'previous' | ByTurn;
export type PassedOverBecause = 'excluded' | 'inactive' | 'absent' | 'full';

/** Who gets the lead and why, or why nobody does; `passedOver` explains who could not get it. */
export type Routed = (
  | { readonly assignee: string; readonly because: 'accountOwner' | 'previous' }
  | { readonly assignee: string; readonly because: ByTurn; readonly places: readonly Place[] }
  | { readonly assignee: undefined; readonly because: 'noCandidates' | PassedOverBecause }
) & { readonly passedOver: readonly PassedOver[] };

export interface PassedOver {
  readonly id: string;
  readonly because: PassedOverBecause;
}

/**
 * Chooses the assignee: the account's owner, who had it before, the territory's reps, then everybody in turn by weight.
 * Territories and the team have a rotation each: a lead that others could not have got is nobody's debt to them.
 * Never somebody inactive, absent, full or excluded. The caller writes the choice in the same transaction in which it
 * read `open` and `places`.
 * @throws DomainError INVALID_WEIGHT for a weight that is not above 0
 */
export const route = ({ candidates, accountOwner, previous, territory, places, exclude = [] }: RoutingRequest): Routed => {
  const passedOver = candidates.flatMap((candidate) => {
    const because = whyNot(candidate, exclude);
    return because ? [{ id: candidate.id, because }] : [];
  });
  const able = candidates.filter((candidate) => !whyNot(candidate, exclude));
  const known = (['accountOwner', 'previous'] as const).find((rule) => isAble(able, { accountOwner, previous }[rule]));
  if (known) return { assignee: { accountOwner, previous }[known]!, because: known, passedOver };
  const theirs = able.filter(({ territories }) => territory !== undefined && territories.includes(territory));
  const because = theirs.length > 0 ? 'territory' : 'rotation';
  const turn = takeTurn(places?.[because] ?? [], whoWorks(theirs.length > 0 ? theirs : able));
  if (turn) return { assignee: turn.id, because, places: turn.places, passedOver };
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

const isAble = (able: readonly Candidate[], wanted: string | undefined): boolean => able.some(({ id }) => id === wanted);

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
