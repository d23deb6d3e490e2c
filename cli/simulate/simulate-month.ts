import type { Happened, MonthOrder, SimulatedMonth } from '../../api/reports/simulated/simulator.ts';
import type { App } from '../../config/app.ts';
import { eachIn } from '../../db/reports/count.ts';
import { forecastKinds } from '../../db/reports/forecast-kinds.ts';
import { allWithin, within } from '../../db/reports/scope.ts';
import type { Db } from '../../db/database.ts';
import type { Fitted } from '../../simulate/fit/fit.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import { play } from './play.ts';
import { sceneOfMonth } from './scene-of-month.ts';
import type { WorldOrder } from './simulation-order.ts';

interface Playing extends Omit<WorldOrder, 'start' | 'seed'> {
  readonly fit: Fitted;
}

/** Lets the leads of an installation go on until the end of a month, and says what happened to them in it. */
export async function simulateMonth(month: MonthOrder, playing: Playing): Promise<SimulatedMonth> {
  const { app, fit } = playing;
  const order = { ...playing, start: month.start, to: month.month.to, seed: 1 };
  return await play(order, sceneOfMonth(app, month), async ({ db }) => ({
    happened: await happenedIn(db, app, month),
    fittedTo: fit.fit.emails,
  }));
}

/** Counted as in reality. */
async function happenedIn(db: Db, app: App, { month, zone }: MonthOrder): Promise<Happened[]> {
  const scope = allWithin(app, { ...month, zone, now: month.to });
  const all: Happened[] = [];
  for (const what of kindsOf(forecastKinds)) {
    const { set, where } = forecastKinds[what];
    const rows = await eachIn(db, set, what === 'tasks' ? ['rep'] : [], within(scope, where));
    all.push(...rows.map(({ leadId, at, of }) => ({ what, leadId, at, rep: of['rep'] ?? null })));
  }
  return all;
}
