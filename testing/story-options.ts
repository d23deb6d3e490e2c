import type { SaidInput } from '../api/leads/program-input.ts';
import type { App } from '../config/app.ts';
import type { StaffFile } from '../config/staff-file.ts';
import type { ProgramName } from '../domain/lead/program-name.ts';
import type { Instant } from '../domain/time/clock.ts';

export interface StoryOptions<Program extends string = ProgramName> {
  /** The app; by default the one whose folder contains the test. */
  readonly app?: App;
  /** The program that leads enter; by default the app's first one. */
  readonly program?: Program;
  /** What the campaign says of the program, by the names under its `input`. */
  readonly input?: SaidInput;
  /** The teams and their people; by default those of the app's `staff.json`. */
  readonly staff?: StaffFile;
  /** When it begins; by default on 10 March 2026, a Tuesday, at 11:00 in Berlin. */
  readonly start?: Instant;
  /** Whether reps get their daily and weekly reports. Default: no; a story of months takes twice as long with them. */
  readonly reports?: boolean;
  /** How far the worker's clock is behind the server's, in milliseconds. */
  readonly workerBehind?: number;
}
