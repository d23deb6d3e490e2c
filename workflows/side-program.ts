import { inputSpecs, type DeclaredInput, type Knobs } from '../domain/input/program-input.ts';
import type { WhileInSales } from '../domain/lead/lanes.ts';
import type { Act, ActKind } from './acts.ts';
import type { Lead } from './lead.ts';
import type { SideNext } from './next.ts';
import type { Program } from './program.ts';

/** A lead as a side program sees it. What concerns sales and the lead's stage belongs to the lead's main program. */
export type SideLead<I extends DeclaredInput = {}, N extends Knobs = {}> = Omit<
  Lead<I, N>,
  'becomes' | 'call' | 'notify' | 'trigger'
>;

/** A track of a side program. */
type SideTrack<T extends string, L> = (lead: L) => Promise<SideNext<T>>;

type SideDestination<T extends string, Kind extends ActKind, L> =
  | SideNext<T>
  | ((lead: L, act: Act<Kind>) => SideNext<T> | undefined);

/** What a side program consists of. */
interface SideDefinition<T extends string, L> {
  /** The lane that it runs in: small letters, digits and hyphens. A lead is in one side program of a lane at a time. */
  readonly lane: string;
  /** The track that leads begin in. */
  readonly start: T;
  /** Whether its emails `wait` while sales works on the lead, from MQL until the deal is closed, or are sent; `wait` by default. */
  readonly whileInSales?: WhileInSales;
  /** Where a lead goes at once when it does something, from any track or rest. */
  readonly interrupts?: { readonly on: { readonly [Kind in ActKind]?: SideDestination<T, Kind, L> } };
}

/**
 * Defines a side program: emails for leads that are in a main program, or in none, such as the first steps of new customers. It
 * asks, waits and sends; it calls nobody, and changes no stage. All programs of a lead share the gap between emails and the caps,
 * no email goes out twice, the lead's main program goes first, and an opt-out ends all of them.
 * @example
 * export const firstSteps = sideProgram('first-steps', {
 *   lane: 'onboarding',
 *   start: 'begin',
 *   tracks: {
 *     async begin(lead) {
 *       const guide = await lead.email('guide');
 *       return (await guide.clicked({ within: '7 days' })) ? rest('30 days', 'more') : done('silent');
 *     },
 *     async more(lead) {
 *       await lead.email('tips');
 *       return done('has everything');
 *     },
 *   },
 * });
 */
export function sideProgram<const T extends string, const I extends DeclaredInput = {}, const N extends Knobs = {}>(
  id: string,
  definition: SideDefinition<NoInfer<T>, SideLead<NoInfer<I>, NoInfer<N>>> & {
    /** What each campaign says of the program, such as a date: `lead.input` in its tracks. */
    readonly input?: I;
    /** What marketers turn while leads run: `lead.knobs` in its tracks. */
    readonly knobs?: N;
    readonly tracks: { readonly [K in T]: SideTrack<NoInfer<T>, SideLead<NoInfer<I>, NoInfer<N>>> };
  },
): Program {
  const { lane, start, whileInSales = 'wait', interrupts = {}, tracks, input = {}, knobs = {} } = definition;
  return {
    id,
    lane,
    whileInSales,
    start,
    gate: false,
    input: inputSpecs(input),
    knobs,
    // The lifecycle gives each track a whole lead; a side program sees only a part of it.
    interrupts: interrupts as unknown as Program['interrupts'],
    tracks: tracks as unknown as Program['tracks'],
    // Sales gives leads back to their main program.
    recycle: { connect: start, offer: start },
  };
}
