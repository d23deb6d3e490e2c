import type { ReportSection } from '../../content/report-email.ts';
import type { AboutReport } from '../../db/alerts/about.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { AlertsDeps } from '../write-alert.ts';

/** What an alert that is about no single task says. */
export interface Report {
  /** The end of the subject line: `3 due, 2 active`. */
  readonly headline: string;
  readonly sections: readonly ReportSection[];
  /** What the reader does about it. */
  readonly todo?: string;
}

export interface ReportDeps extends Pick<AlertsDeps, 'db' | 'policy' | 'links'> {
  /** The alert. */
  readonly id: string;
  readonly about: AboutReport;
  readonly now: Instant;
  /** The rep's. */
  readonly zone: string;
}

/** Writes a report as things are now; undefined if there is nothing to say. */
export type WriteReport = (deps: ReportDeps) => Promise<Report | undefined>;
