import type { RecycleDestination } from '../domain/sales/recycle.ts';
import type { Flow } from './flow.ts';
import type { Lead } from './lead.ts';
import type { Next } from './next.ts';

/** A track of marketing: interrupts hold in it. */
export type NurtureTrack<T extends string> = (lead: Lead) => Promise<Next<T>>;

/** A track of sales: no interrupt pulls a lead out of it. `qualify` and `pursue` make them. */
export interface SalesTrack<T extends string> {
  readonly work: (flow: Flow, program: Program) => Promise<Next<T>>;
}

type Destination<T extends string> = T | ((lead: Lead) => T);

/** What a program consists of. */
interface Definition<T extends string> {
  /** The track in which leads begin. */
  readonly start: T;
  /** Whether leads are enriched first, and those who don't belong are turned away; the default. `false` for people we know. */
  readonly gate?: boolean;
  /** What takes a lead out of any nurture track or rest at once, and where it goes. */
  readonly interrupts?: { readonly fastTrack?: Destination<T>; readonly mql?: Destination<T> };
  /** Where a lead goes whose account has an open opportunity: to the owner of the deal. */
  readonly openDeal?: T;
  /** The team that reads replies which ask something, or which only a person can read. */
  readonly repliesTo?: string;
  /** What a lead goes through: async functions, and the tracks of sales that `qualify` and `pursue` make. */
  readonly tracks: { readonly [K in T]: unknown };
}

/** The tracks to which sales gives leads back, where a program has none of these names. */
type StandIns<T extends string> =
  Exclude<RecycleDestination, T> extends never
    ? { readonly recycle?: { readonly [D in RecycleDestination]?: T } }
    : { readonly recycle: { readonly [D in Exclude<RecycleDestination, T>]: T } & { readonly [D in RecycleDestination]?: T } };

/** A program, its track names forgotten: what the lifecycle runs. */
export interface Program {
  readonly id: string;
  readonly start: string;
  readonly gate: boolean;
  readonly interrupts: { readonly fastTrack?: Destination<string>; readonly mql?: Destination<string> };
  readonly openDeal?: string | undefined;
  readonly repliesTo?: string | undefined;
  readonly tracks: Readonly<Record<string, NurtureTrack<string> | SalesTrack<string>>>;
  readonly recycle: Readonly<Record<RecycleDestination, string>>;
}

/**
 * A nurture program: its tracks are plain async functions that return where the lead goes next.
 * The names of the tracks are inferred from the keys, and every mention of one is checked. Sales gives leads back to the tracks
 * `connect` and `offer`; a program without tracks of these names says in `recycle` which of its own they are.
 * @example
 * export const welcome = program('welcome', {
 *   start: 'educate',
 *   interrupts: { fastTrack: 'call' },
 *   recycle: { connect: 'educate', offer: 'educate' },
 *   tracks: {
 *     async educate(lead) {
 *       const guide = await lead.email('guide');
 *       return (await guide.metGoal({ within: '14 days' })) ? 'call' : rest('30 days', 'again');
 *     },
 *     async again(lead) {
 *       const story = await lead.email('customer-story');
 *       return (await story.metGoal({ within: '14 days' })) ? 'call' : ended('archived', 'silent');
 *     },
 *     call: qualify({ team: 'callers', sla: 'firstAttempt', qualified: 'sales' }),
 *     sales: pursue({ team: 'sales', sla: 'acceptance' }),
 *   },
 * });
 */
export function program<const T extends string>(
  id: string,
  definition: Definition<NoInfer<T>> & {
    readonly tracks: { readonly [K in T]: NurtureTrack<NoInfer<T>> | SalesTrack<NoInfer<T>> };
  } & StandIns<NoInfer<T>>,
): Program {
  const { start, gate = true, interrupts = {}, openDeal, repliesTo, tracks, recycle } = definition;
  return {
    id,
    start,
    gate,
    interrupts,
    openDeal,
    repliesTo,
    tracks,
    recycle: { connect: 'connect', offer: 'offer', ...recycle },
  };
}

/** A track of a program, if it has one of this name. */
export const trackOf = ({ tracks }: Program, name: string): NurtureTrack<string> | SalesTrack<string> | undefined =>
  Object.hasOwn(tracks, name) ? tracks[name] : undefined;

export const isNurture = (track: NurtureTrack<string> | SalesTrack<string>): track is NurtureTrack<string> =>
  typeof track === 'function';
