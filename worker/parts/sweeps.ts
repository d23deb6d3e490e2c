import { recountNext } from '../../api/reports/recount.ts';
import { makeDueForecast } from '../../api/reports/simulated/make.ts';
import type { SimulateMonth } from '../../api/reports/simulated/simulator.ts';
import { stuckFinder } from '../../audit/find-stuck.ts';
import { forgetStrangers } from '../../db/engagements/visitors.ts';
import { deleteEnded } from '../../db/people/sessions.ts';
import { deleteFullBuckets } from '../../db/system/form-rates.ts';
import { markAbandoned } from '../../db/touches/touch-lease.ts';
import { STRANGERS_FOR } from '../../domain/lead/website.ts';
import { HOUR } from '../../domain/time/duration.ts';
import { checkTemporal } from '../../engine/temporal-connection.ts';
import { raiseDueReports } from '../../services/alerts/raise-reports.ts';
import { watchSending } from '../../services/alerts/watch-sending.ts';
import { tellOfBrakes } from '../../services/campaigns/brakes.ts';
import { enterDeferred } from '../../services/campaigns/enter-deferred.ts';
import { tellOfChanges } from '../../services/campaigns/tell-of-changes.ts';
import { refitIfChanged, refitNightly } from '../../services/engagements/refit.ts';
import { nightly } from '../../services/intake/nightly.ts';
import { followAllTeams } from '../../services/staff/follow-people.ts';
import { forgetOldNightly } from '../../services/system/forget-old.ts';
import { climbLadders } from '../../services/tasks/climb-ladders.ts';
import { moveClocks } from '../../services/tasks/move-clocks.ts';
import { openMissedTasks } from '../../services/tasks/unattended.ts';
import type { Sweep } from '../sweeps.ts';
import { pulseOf } from './pulse.ts';
import type { Ground } from './ground.ts';
import { apiSettings } from './api.ts';

/** To add a sweep, add a line here. */
export const sweepsOf = ({
  app,
  db,
  client,
  temporal,
  taskQueue,
  clock,
  newId,
  settings,
  log,
  simulateMonth,
}: Ground): readonly Sweep[] => [
  { name: 'search attributes of the namespace', every: 60_000, run: async () => (await checkTemporal(temporal), 0) },
  { name: 'touches of senders who are gone', every: 15_000, run: async () => await markAbandoned(db) },
  { name: 'pulse', every: 10_000, run: pulseOf({ db, client, taskQueue, log }) },
  { name: 'unanswered requests', every: 30_000, run: async () => await openMissedTasks(db, app.policy, newId, clock.now()) },
  {
    name: 'stuck leads',
    every: 30_000,
    run: stuckFinder({ db, client, taskQueue, clock, policy: app.policy, content: app.content, newId, log }),
  },
  { name: 'work follows people', every: 2_000, run: async () => await followAllTeams(db, { clock, policy: app.policy, newId }) },
  { name: 'changed inputs', every: 1_000, run: async () => await tellOfChanges(db, newId, clock.now()) },
  { name: 'brakes', every: 1_000, run: async () => await tellOfBrakes(db, app.policy, newId, clock.now()) },
  {
    name: 'leads that nobody looks after',
    every: 10 * 60_000,
    run: async () => await nightly(db, app.policy, newId, { at: clock.now(), zone: settings.api.zone }),
  },
  { name: 'state of the sending', every: 60_000, run: async () => await watchSending(db, app.policy, newId, clock.now()) },
  { name: 'daily and weekly reports', every: 10_000, run: async () => await raiseDueReports(db, clock.now()) },
  { name: 'deferred enrolments', every: 5_000, run: async () => await enterDeferred(db, app.policy, newId, clock.now()) },
  { name: 'ladders outside programs', every: 5_000, run: async () => await climbLadders(db, app.policy, clock.now()) },
  { name: 'clocks', every: 5_000, run: async () => await moveClocks(db, { policy: app.policy, newId }, clock.now()) },
  { name: 'strangers on the website', every: HOUR, run: async () => await forgetStrangers(db, clock.now() - STRANGERS_FOR) },
  { name: 'sessions that ended', every: HOUR, run: async () => await deleteEnded(db, settings.api.sessions) },
  {
    name: 'reports that people ask for',
    every: 60_000,
    run: async () => {
      const { content, policy } = app;
      return await recountNext({ db, clock, policy, settings: { content, defaultZone: settings.api.zone } });
    },
  },
  ...(simulateMonth ? [forecasts({ app, db, clock, settings, log, simulateMonth })] : []),
  {
    name: 'fits by the models in force',
    every: 10 * 60_000,
    run: async () => await refitIfChanged(db, app.policy, newId, clock.now()),
  },
  {
    name: 'fits of the night',
    every: 10 * 60_000,
    run: async () => await refitNightly(db, app.policy, newId, { at: clock.now(), zone: settings.api.zone }),
  },
  { name: 'form rates', every: HOUR, run: async () => await deleteFullBuckets(db, clock.now()) },
  {
    name: 'old data',
    every: 10 * 60_000,
    run: async () => await forgetOldNightly(db, app.policy, newId, { at: clock.now(), zone: settings.api.zone }),
  },
];

type Forecasting = Pick<Ground, 'app' | 'db' | 'clock' | 'settings' | 'log'> & { readonly simulateMonth: SimulateMonth };

const forecasts = ({ app, settings, ...ground }: Forecasting): Sweep => ({
  name: 'forecasts that people ask for',
  every: 10_000,
  run: async () => await makeDueForecast({ ...ground, policy: app.policy, settings: apiSettings({ app, settings }) }),
});
