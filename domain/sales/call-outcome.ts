import type { Channel } from '../contact/suppression.ts';
import type { Register } from '../register.ts';
import type { Instant } from '../time/clock.ts';
import type {
  dispositionFields,
  DispositionField,
  DispositionSpec,
  ReportFieldKind,
  NextStep,
  nextSteps,
  StandardDisposition,
  standardDispositions,
} from './dispositions.ts';
import type { RecycleReason } from './recycle.ts';

/** The name of a track that a rep chose from the program's nurture tracks: a track may return it. */
export type ReportedTrack = string & { readonly chosenBy: 'a rep' };

/** What a program is told of a field, by the field's kind. */
interface Told extends Record<ReportFieldKind, unknown> {
  instant: Instant;
  track: ReportedTrack;
  channels: readonly Channel[];
  /** The rep's id. */
  rep: string;
  recycleReason: RecycleReason;
}

type Fields = typeof dispositionFields;
type FactField = { [F in DispositionField]: Fields[F] extends { fact: string } ? F : never }[DispositionField];
type FactsOf<F> = { readonly [K in F & FactField as Fields[K]['fact']]: Told[Fields[K]['kind']] };

type Rows = Readonly<Record<string, Partial<DispositionSpec>>>;
type Standard = typeof standardDispositions;
/** A row of the table: the standard's, with what the app has changed or added. */
type Row<Added, D> = (D extends keyof Standard ? Omit<Standard[D], keyof Of<Added, D>> : unknown) & Of<Added, D>;
type Of<Added, D> = D extends keyof Added ? Added[D] : unknown;
type In<R, K extends 'requires' | 'allows'> = R extends { readonly [P in K]: readonly (infer F)[] } ? F : never;

type Continuing = { [S in NextStep]: (typeof nextSteps)[S] extends { continues: true } ? S : never }[NextStep];
/** Whether a call is over after a report: it is in the menu for calls, and the rep does not go on. */
type Ends<R> = R extends { readonly menus: readonly (infer M)[]; readonly next: infer N }
  ? 'sdr' extends M
    ? N extends Continuing
      ? false
      : true
    : false
  : false;

type Flat<T> = { [K in keyof T]: T[K] };
type Reported<D, R> =
  Ends<R> extends true ? Flat<{ readonly outcome: D } & FactsOf<In<R, 'requires'>> & Partial<FactsOf<In<R, 'allows'>>>> : never;

/** How a call can end in an app that has added these dispositions. */
export type OutcomeWith<Added extends Rows> =
  | { [D in StandardDisposition | (keyof Added & string)]: Reported<D, Row<Added, D>> }[
      | StandardDisposition
      | (keyof Added & string)]
  | { readonly outcome: 'unreachable' | 'slaMissed' | 'expired' };

/**
 * How a call ends: with the disposition that the rep reported and the facts that it requires, or without a report. `unreachable`:
 * every attempt was made; `slaMissed`: no rep acted before the last rung; `expired`: its time was over.
 */
export type CallOutcome = OutcomeWith<Register extends { readonly dispositions: infer Added extends Rows } ? Added : {}>;
