import type { Client } from '@temporalio/client';
import type { WorkflowBundle } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { MxResolver } from '../../activities/enrich/mx.ts';
import type { Simulate } from '../../api/campaigns/simulator.ts';
import type { SimulateMonth } from '../../api/reports/simulated/simulator.ts';
import type { App } from '../../config/app.ts';
import type { Db } from '../../db/database.ts';
import type { Clock } from '../../domain/time/clock.ts';
import type { TemporalTarget } from '../../engine/temporal-connection.ts';
import type { Measures } from '../metrics/measures.ts';
import type { ProcessSettings } from '../settings.ts';

/** What every part needs. */
export interface Ground {
  readonly app: App;
  readonly db: Db;
  readonly clock: Clock;
  /** Postgres' clock: real milliseconds since the epoch. */
  readonly realNow: () => number;
  /** Ids that sort by Postgres' time across all processes. */
  readonly newId: () => string;
  readonly client: Client;
  readonly settings: ProcessSettings;
  readonly temporal: TemporalTarget;
  readonly taskQueue: string;
  readonly log: Logger;
  /** Looks up whether a domain accepts email. Default: DNS. */
  readonly mx?: MxResolver;
  readonly bundle?: WorkflowBundle;
  /** Whether the log shows the messages of errors in programs; they may hold personal data. */
  readonly showsMessages?: boolean;
  /** Simulates audiences for previews, if somebody hands in modelled people. */
  readonly simulate?: Simulate | undefined;
  /** Simulates months for forecasts, likewise. */
  readonly simulateMonth?: SimulateMonth | undefined;
  /** What this process measures, if somebody may ask for it. */
  readonly measures?: Measures | undefined;
}
