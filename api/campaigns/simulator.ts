import type { Channel } from '../../domain/contact/suppression.ts';
import type { InputValues } from '../../domain/input/program-input.ts';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import type { Instant } from '../../domain/time/clock.ts';

/** Some leads of an audience, and the campaign that they are to go through. */
export interface SampleOrder {
  readonly program: string;
  readonly input: InputValues;
  /** As marketers have turned them. */
  readonly knobs: InputValues;
  readonly leadIds: readonly string[];
  readonly start: Instant;
  readonly days: number;
  readonly spreadDays: number;
  readonly jitterHours: number;
}

interface SampleTouch {
  readonly channel: Channel;
  readonly at: Instant;
}

/** What happened to a lead of the sample. */
export interface SampleLife {
  readonly id: string;
  /** What it got: emails, and texts of the app's channels. */
  readonly emails: readonly (SampleTouch & { readonly content: string })[];
  /** What it got from other programs in that time. */
  readonly beside: readonly SampleTouch[];
  readonly place: { readonly stage: FunnelStage; readonly track: string | null; readonly because: string | null };
}

/** The new tasks of a rep by the number of the day (UTC); that of the start is 0. */
export interface SampleLoad {
  readonly team: string;
  /** Null for tasks that nobody got. */
  readonly rep: string | null;
  readonly tasks: Readonly<Record<number, number>>;
}

export interface SimulatedSample {
  readonly lives: readonly SampleLife[];
  readonly load: readonly SampleLoad[];
}

/**
 * Runs a sample through a program, on a copy of what decides about its leads, with modelled reactions and reps. The process that starts
 * the API passes this in, because this room imports no modelled people. @throws SimulationFailed, whose message is for people, or an error that
 * only the log may tell
 */
export interface Simulate {
  (order: SampleOrder): Promise<SimulatedSample>;
  /** Prepares what the first simulation needs, because somebody looks at a draft and is about to ask for one. */
  readonly warm?: () => void;
}
