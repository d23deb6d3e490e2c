import type { SaidInput } from '../../api/leads/program-input.ts';
import type { App } from '../../config/app.ts';
import type { StaffFile } from '../../config/staff-file.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Fitted } from '../../simulate/fit/fit.ts';
import type { WorkflowBundle } from '../../testing/engine.ts';
import type { HistoryToReplay } from '../../testing/replay.ts';
import type { ThrowawayPostgres } from '../../testing/throwaway-postgres.ts';
import type { People } from './people.ts';

/** What every simulation needs to know. */
export interface WorldOrder {
  readonly app: App;
  readonly start: Instant;
  readonly seed: number;
  /** The history to which the rates of people are fitted; otherwise they play the standard parts. */
  readonly fit?: Fitted;
  /** The reps; by default those of the app's `staff.json`. */
  readonly staff?: StaffFile;
  /** The server on which it runs, in a database of its own; by default, it starts one. */
  readonly postgres?: ThrowawayPostgres;
  /** Its workflows; by default, it bundles them. */
  readonly bundle?: WorkflowBundle;
  readonly signal: AbortSignal;
  /** Gets a line about the progress, now and then. */
  readonly onProgress: (line: string) => void;
  /** Gets the history of every run of every lead, at the end. */
  readonly onHistory?: (history: HistoryToReplay) => void;
}

/** A program that is launched at the start. */
export interface SimulationOrder extends WorldOrder {
  /** The name of a program that the app has. */
  readonly program: string;
  readonly people: People;
  /** What the campaign says of the program. */
  readonly input?: SaidInput;
  /** The knobs that are turned before the launch. */
  readonly knobs?: SaidInput;
  readonly days: number;
  /** The lead to follow: an id, an address or a number. */
  readonly lead?: string;
  /** How the leads come in; by default, over some days. */
  readonly spread?: Spread;
}

/** How far apart the leads of a campaign begin. */
export interface Spread {
  readonly spreadDays: number;
  readonly jitterHours: number;
}
