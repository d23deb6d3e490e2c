import type { ForecastKind } from '../../../db/reports/forecast-kinds.ts';
import type { InputValues } from '../../../domain/input/program-input.ts';
import type { Instant } from '../../../domain/time/clock.ts';
import type { Span } from '../../../domain/time/span.ts';

/** Leads whose month is to be simulated, from now on. */
export interface MonthOrder {
  readonly month: Span;
  /** The company's. */
  readonly zone: string;
  readonly start: Instant;
  /** They are in programs, and go on in them. */
  readonly running: readonly string[];
  /** Drafts that are launched at the start. */
  readonly drafts: readonly SampleDraft[];
  /** Of each program, as marketers have turned them. */
  readonly knobs: Readonly<Record<string, InputValues>>;
}

export interface SampleDraft {
  readonly name: string;
  readonly program: string;
  readonly input: InputValues;
  readonly leadIds: readonly string[];
  readonly spreadDays: number;
  readonly jitterHours: number;
  readonly again: boolean;
}

/** Something that happened to a lead in the month. */
export interface Happened {
  readonly what: ForecastKind;
  readonly leadId: string;
  readonly at: Instant;
  /** Who got the task; null if nobody did, and for what is no task. */
  readonly rep: string | null;
}

export interface SimulatedMonth {
  readonly happened: readonly Happened[];
  /** How many emails of the history the reactions are fitted to. */
  readonly fittedTo: number;
}

/** There is no result. The message is for people: it says why, and quotes nothing that they may not see. */
export class SimulationFailed extends Error {
  override readonly name = 'SimulationFailed';
}

/** The process that simulates is told to stop: another one may simulate the month. */
export class SimulationStopped extends Error {
  override readonly name = 'SimulationStopped';
}

/**
 * Simulates a month on a copy of what decides about the leads, with reactions fitted to their history, and reps. The process that runs
 * the worker passes this in, because this room imports no modelled people. @throws SimulationFailed, SimulationStopped, or an error that
 * only the log may tell
 */
export type SimulateMonth = (order: MonthOrder, onProgress: (line: string) => void) => Promise<SimulatedMonth>;
