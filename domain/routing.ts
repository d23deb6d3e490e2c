import { DomainError } from './domain-error.ts';

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
  /** Turns that they have had since the rotation began. */
  readonly assigned: number;
  readonly territories: readonly string[];
}

export interface RoutingRequest {
  readonly candidates: readonly Candidate[];
  /** The rep who owns the account, or works somebody there. */
  readonly accountOwner?: string;
  /** The rep who had this lead before, when it should go back to them. */
  readonly previous?: string;
  readonly territory?: string;
  /** Those who must not get it: who let it lie, or rejected it. */
  readonly exclude?: readonly string[];
}

export type AssignedBecause = 'accountOwner' | 'previous' | 'territory' | 'rotation';
export type PassedOverBecause = 'excluded' | 'inactive' | 'absent' | 'full';

/** Who gets the lead and why, or why nobody does; `passedOver` explains who could not get it. */
export type Routed = (
  | { readonly assignee: string; readonly because: AssignedBecause }
  | { readonly assignee: undefined; readonly because: 'noCandidates' | PassedOverBecause }
) & { readonly passedOver: readonly PassedOver[] };

export interface PassedOver {
  readonly id: string;
  readonly because: PassedOverBecause;
}

/**
 * Chooses the assignee: the account's owner, who had it before, the territory's reps, then everybody in turn by weight.
 * Never somebody inactive, absent, full or excluded. The caller writes the choice in the same transaction in which it
 * read `open` and `assigned`.
 * @throws DomainError INVALID_WEIGHT for a weight that is not above 0
 */
export const route = ({ candidates, accountOwner, previous, territory, exclude = [] }: RoutingRequest): Routed => {
  const passedOver = candidates.flatMap((candidate) => {
    const because = whyNot(candidate, exclude);
    return because ? [{ id: candidate.id, because }] : [];
  });
  const able = candidates.filter((candidate) => !whyNot(candidate, exclude));
  const rules: [AssignedBecause, Candidate[]][] = [
    ['accountOwner', able.filter(({ id }) => id === accountOwner)],
    ['previous', able.filter(({ id }) => id === previous)],
    ['territory', able.filter(({ territories }) => territory !== undefined && territories.includes(territory))],
    ['rotation', able],
  ];
  for (const [because, group] of rules) {
    const assignee = nextInTurn(group);
    if (assignee) return { assignee: assignee.id, because, passedOver };
  }
  return { assignee: undefined, because: nearestToAble(passedOver) ?? 'noCandidates', passedOver };
};

const whyNot = (candidate: Candidate, exclude: readonly string[]): PassedOverBecause | undefined => {
  if (exclude.includes(candidate.id)) return 'excluded';
  if (!candidate.active) return 'inactive';
  if (candidate.absent) return 'absent';
  return candidate.open >= candidate.capacity ? 'full' : undefined;
};

/** Whoever would have had the fewest turns for their weight after this one; of those who work now, if anybody does. */
const nextInTurn = (group: readonly Candidate[]): Candidate | undefined => {
  const working = group.filter(({ worksNow }) => worksNow);
  return (working.length > 0 ? working : group).toSorted((a, b) => turn(a) - turn(b) || (a.id < b.id ? -1 : 1))[0];
};

const turn = ({ assigned, weight }: Candidate): number => {
  if (!(weight > 0))
    throw new DomainError('INVALID_WEIGHT', weight, 'expected a weight above 0 (make the rep inactive to give no turns)');
  return (assigned + 1) / weight;
};

/** Of the reasons why nobody can take it, the one that goes away soonest. */
const nearestToAble = (passedOver: readonly PassedOver[]): PassedOverBecause | undefined =>
  (['full', 'absent', 'excluded', 'inactive'] as const).find((reason) => passedOver.some(({ because }) => because === reason));
