import type { App } from '../../config/app.ts';
import type { StaffFile } from '../../config/staff-file.ts';
import type { Db } from '../../db/database.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { WorkflowBundle } from '../engine.ts';
import type { RecordedTexts } from '../recorded-texts.ts';
import type { RecordingMailer } from '../recording-mailer.ts';

export interface VirtualWorldOptions {
  /** An empty, migrated database. */
  readonly db: Db;
  readonly app: App;
  readonly bundle: WorkflowBundle;
  /** The programs that leads can enter, besides the app's side programs. */
  readonly programs: readonly string[];
  readonly staff: StaffFile;
  readonly start: Instant;
  readonly mail: RecordingMailer;
  readonly texts?: RecordedTexts;
  /** How far the worker's clock is behind the server's, in milliseconds. */
  readonly workerBehind?: number;
  /** Whether reps get their daily and weekly reports. */
  readonly reports?: boolean;
  readonly recordHistories?: boolean;
  /** Nothing comes from or goes outside: no system gets events, and nobody changes a campaign while leads are in it. */
  readonly isClosed?: boolean;
  /** Called before each activity. */
  readonly onActivity?: () => void;
}
