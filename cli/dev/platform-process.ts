import { startPlatform } from '../../worker/platform.ts';
import { readSettings } from '../../worker/settings.ts';
import { ownApp } from '../app.ts';
import { interrupts } from '../interrupts.ts';
import { reportError } from '../report-error.ts';
import { untilStopped } from '../run-parts.ts';
import { createForecaster } from '../simulate/forecaster.ts';
import { createSimulator } from '../simulate/simulator.ts';
import { temporalTarget } from '../temporal-target.ts';

/*
 * The platform of `trellis dev --watch`: a process of its own, because only a new process loads changed programs and a changed policy.
 * Its arguments: the task queue, and `all` if our mailbox accepts email for every domain.
 */

const [taskQueue = '', accepts] = process.argv.slice(2);

try {
  using interrupted = interrupts();
  const app = await ownApp();
  const settings = readSettings(process.env, app.sender);
  const mx = accepts === 'all' ? () => Promise.resolve('yes' as const) : undefined;
  const temporal = await temporalTarget();
  await using simulator = createSimulator({ app: app.dir, databaseUrl: settings.databaseUrl });
  const { signal } = interrupted;
  await using forecaster = createForecaster({ app: app.dir, databaseUrl: settings.databaseUrl, signal });
  const simulating = { simulate: simulator.simulate, simulateMonth: forecaster.simulateMonth };
  await using platform = await startPlatform({ app, ...simulating, settings, temporal, taskQueue, showsMessages: true, mx });
  process.send?.('runs');
  // The terminal sends Ctrl-C to this process as well; when `trellis dev` is killed, nobody else stops it.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  await untilStopped(platform, signal);
} catch (error) {
  process.exitCode = reportError(error);
} finally {
  if (process.connected) process.disconnect();
}
