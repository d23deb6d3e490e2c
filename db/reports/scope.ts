import type { Instant } from '../../domain/time/clock.ts';
import type { ScoringModel } from '../../domain/scoring/scoring-policy.ts';

/** What a report is about: a span of program time from `from` (included) to `to` (not), and the values that columns must have. */
export interface Scope {
  readonly from: Instant;
  readonly to: Instant;
  readonly now: Instant;
  /** The zone in which days, weeks and months begin. */
  readonly zone: string;
  /** Null for rows without a value. */
  readonly where: Readonly<Record<string, string | null>>;
  /** The kinds of engagement that meet the goal of each content. */
  readonly goals: Readonly<Record<string, readonly string[]>>;
  /** From when on a lead is ready for sales. */
  readonly threshold: Pick<ScoringModel, 'ready' | 'hot' | 'warmFrom'>;
}

/** What an app says of the things that reports count. */
interface Reported {
  readonly content: Readonly<Record<string, { readonly entry: { readonly goal: readonly string[] } }>>;
  readonly policy: { readonly scoring: Scope['threshold'] };
}

/** All that happened in a span. */
export const allWithin = ({ content, policy }: Reported, span: Pick<Scope, 'from' | 'to' | 'now' | 'zone'>): Scope => ({
  ...span,
  where: {},
  goals: Object.fromEntries(Object.entries(content).map(([id, { entry }]) => [id, entry.goal])),
  threshold: policy.scoring,
});

/** The end of what a span can count: a span may end in the future, about which we know nothing. */
export const endOf = ({ to, now }: Pick<Scope, 'to' | 'now'>): Instant => Math.min(to, now + 1);

/** The same, with more values that columns must have. */
export const within = (scope: Scope, where: Scope['where']): Scope => ({ ...scope, where: { ...scope.where, ...where } });
