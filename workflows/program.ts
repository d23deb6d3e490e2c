import { inputSpecs, type DeclaredInput, type Knobs, type TakesInput } from '../domain/input/program-input.ts';
import type { TeamSlug } from '../domain/people/team-slug.ts';
import type { RecycleDestination } from '../domain/sales/recycle.ts';
import type { WhileInSales } from '../domain/lead/lanes.ts';
import type { Act, ActKind } from './acts.ts';
import type { Flow } from './flow.ts';
import type { Lead } from './lead.ts';
import type { Next } from './next.ts';

/** A marketing track: interrupts take leads out of it. */
export type NurtureTrack<T extends string, L = Lead> = (lead: L) => Promise<Next<T>>;

/** A sales track, made by `qualify` or `pursue`: no interrupt takes a lead out of it. */
export interface SalesTrack<T extends string> {
  /** The team whose task it opens. */
  readonly team: TeamSlug;
  readonly work: (flow: Flow, program: Program) => Promise<Next<T>>;
}

type Destination<T extends string, L = Lead> = T | ((lead: L) => T);

/**
 * Where a lead goes when it does something: a track, a rest or an end, or a function that returns one of these; undefined means
 * to stay.
 */
type ActDestination<T extends string, Kind extends ActKind, L> = Next<T> | ((lead: L, act: Act<Kind>) => Next<T> | undefined);

/** What takes a lead out of any nurture track or rest at once. */
interface Interrupts<T extends string, L = Lead> {
  /** An act that makes the lead ready for sales, such as a request for a demo. */
  readonly fastTrack?: Destination<T, L>;
  /** A score that makes the lead ready for sales. */
  readonly mql?: Destination<T, L>;
  /** The program's own: acts, by their kinds. An act that also makes the lead ready for sales leads to sales first. */
  readonly on?: { readonly [Kind in ActKind]?: ActDestination<T, Kind, L> };
}

/** What a program consists of. */
interface Definition<T extends string, L> {
  /** The track that leads begin in. */
  readonly start: T;
  /** Whether to enrich leads first and turn away those who don't belong; true by default. Say `false` for people you know. */
  readonly gate?: boolean;
  /** Where a lead goes at once, from any nurture track or rest. */
  readonly interrupts?: Interrupts<T, L>;
  /** The track for a lead whose account has an open opportunity; the owner of the deal gets it. */
  readonly openDeal?: T;
  /** The team that reads replies with a question, and replies that only a person can interpret. */
  readonly repliesTo?: TeamSlug;
  /** The phases of the program: async functions, and sales tracks made by `qualify` and `pursue`. */
  readonly tracks: { readonly [K in T]: unknown };
}

/** The program's own tracks for leads that sales gives back; required where it has no tracks named `connect` and `offer`. */
type StandIns<T extends string> =
  Exclude<RecycleDestination, T> extends never
    ? { readonly recycle?: { readonly [D in RecycleDestination]?: T } }
    : { readonly recycle: { readonly [D in Exclude<RecycleDestination, T>]: T } & { readonly [D in RecycleDestination]?: T } };

/** A program as the lifecycle runs it, without the types of its track names. */
export interface Program extends TakesInput {
  readonly id: string;
  readonly start: string;
  readonly gate: boolean;
  readonly interrupts: Interrupts<string>;
  readonly openDeal?: string | undefined;
  readonly repliesTo?: TeamSlug | undefined;
  readonly tracks: Readonly<Record<string, NurtureTrack<string> | SalesTrack<string>>>;
  readonly recycle: Readonly<Record<RecycleDestination, string>>;
  /** Of a side program: its lane. */
  readonly lane?: string | undefined;
  /** Of a side program: what it does with its emails while sales works on the lead. */
  readonly whileInSales?: WhileInSales | undefined;
}

/**
 * Defines a nurture program. Its tracks are plain async functions that return where the lead goes next.
 * The compiler infers the names of the tracks from the keys and checks every mention of one. Sales gives leads back to the tracks
 * `connect` and `offer`; a program that has no tracks with these names lists its own in `recycle`.
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
export function program<const T extends string, const I extends DeclaredInput = {}, const N extends Knobs = {}>(
  id: string,
  definition: Definition<NoInfer<T>, Lead<NoInfer<I>, NoInfer<N>>> & {
    /** What each campaign says of the program, such as a date: `lead.input` in its tracks. */
    readonly input?: I;
    /** What marketers turn while leads run: `lead.knobs` in its tracks. */
    readonly knobs?: N;
    readonly tracks: {
      readonly [K in T]: NurtureTrack<NoInfer<T>, Lead<NoInfer<I>, NoInfer<N>>> | SalesTrack<NoInfer<T>>;
    };
  } & StandIns<NoInfer<T>>,
): Program {
  const { start, gate = true, interrupts = {}, openDeal, repliesTo, tracks, recycle, input = {}, knobs = {} } = definition;
  return {
    id,
    start,
    gate,
    input: inputSpecs(input),
    knobs,
    // The lifecycle gives each track the lead of this program, which has the values that it declares.
    interrupts: interrupts as unknown as Program['interrupts'],
    openDeal,
    repliesTo,
    tracks: tracks as Program['tracks'],
    recycle: { connect: 'connect', offer: 'offer', ...recycle },
  };
}

/** The program's track with this name, if there is one. */
export const trackOf = ({ tracks }: Program, name: string): NurtureTrack<string> | SalesTrack<string> | undefined =>
  Object.hasOwn(tracks, name) ? tracks[name] : undefined;

export const isNurture = (track: NurtureTrack<string> | SalesTrack<string>): track is NurtureTrack<string> =>
  typeof track === 'function';
