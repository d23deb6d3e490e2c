import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fitOfDatabase } from '../../cli/simulate/fit-of-database.ts';
import { modelledPeople } from '../../cli/simulate/people.ts';
import { runSimulation } from '../../cli/simulate/run-simulation.ts';
import { loadApp } from '../../config/load-app.ts';
import { simulationText } from '../../simulate/calendar/simulation-text.ts';
import { diceOf } from '../../simulate/dice.ts';
import type { Act } from '../../simulate/fit/acts.ts';
import type { Fitted } from '../../simulate/fit/fit.ts';
import { fittedPhone, propensity } from '../../simulate/fit/fitted-people.ts';
import { firstCallOf } from '../../simulate/fit/standard-rates.ts';
import { testDatabase } from '../../testing/database.ts';
import { START } from '../../testing/virtual-world.ts';
import { root } from '../frame/import-graph.ts';
import { savePast } from './past.ts';

const app = await loadApp(join(root, 'cli/init/template'));
const { position } = app.content['welcome']!.entry;

afterEach(() => vi.unstubAllEnvs());

const usual = { clicked: 0.12, replied: 0.04, unsubscribed: 0.02 };

/** The fit of a new app to a past of its email "welcome". */
async function fitToPast(past: Partial<Parameters<typeof savePast>[1]>): Promise<Fitted> {
  const tooSmall = { label: 'Too small', menus: ['sdr'], requires: [], next: 'disqualify', contact: true } as const;
  const dispositions = { ...app.policy.dispositions, tooSmall };
  await using database = await testDatabase();
  await savePast(database.db, { leads: 400, content: 'welcome', emails: 6, rates: () => usual, ...past });
  vi.stubEnv('DATABASE_URL', database.url);
  return await fitOfDatabase({ ...app, policy: { ...app.policy, dispositions } });
}

const rateOf = ({ fit }: Fitted, act: Act) => fit.rates.find((row) => row.act === act && row.position === position)!;

describe('rates that are fitted to a history', { timeout: 300_000 }, () => {
  it('are the rates of its people, and clicks of scanners do not count', async () => {
    const fitted = await fitToPast({});
    expect(fitted.fit).toMatchObject({ emails: 2400, leads: 400 });
    for (const [act, known] of [['clicked', 0.12], ['replied', 0.04], ['optedOut', 0.02]] as const) {
      const { seen, interval, fitted: rate } = rateOf(fitted, act);
      expect(seen.of).toBe(2400);
      expect(interval.from, act).toBeLessThan(known);
      expect(interval.to, act).toBeGreaterThan(known);
      expect(rate, act).toBeGreaterThan(interval.from);
      expect(rate, act).toBeLessThan(interval.to);
    } // prettier-ignore
  });

  it('stay near the standard ones if there are few emails', async () => {
    const few = await fitToPast({ leads: 2, emails: 2, rates: () => ({ replied: 0.999 }) });
    const { seen, standard, fitted } = rateOf(few, 'replied');
    expect(seen).toEqual({ count: 4, of: 4 });
    expect(fitted).toBeGreaterThan(standard);
    expect(fitted - standard).toBeLessThan(0.05);
  });

  it('predict the last month from the months before, if people behave as before', async () => {
    const { fit } = await fitToPast({});
    const { rows, emails, fittedTo } = fit.lastMonth!;
    expect(emails + fittedTo).toBe(2400);
    const known = rows.filter(({ what }) => what === 'clicked' || what === 'replied' || what === 'optedOut');
    expect(known.map(({ what, isWithin }) => ({ what, isWithin }))).toEqual([
      { what: 'clicked', isWithin: true },
      { what: 'replied', isWithin: true },
      { what: 'optedOut', isWithin: true },
    ]);
  });

  it('were off if people have changed', async () => {
    const { fit } = await fitToPast({ rates: (daysAgo) => (daysAgo < 25 ? { ...usual, clicked: 0.3 } : usual) });
    const clicked = fit.lastMonth!.rows.find(({ what }) => what === 'clicked')!;
    expect(clicked).toMatchObject({ isWithin: false });
    expect(clicked.seen).toBeGreaterThan(clicked.interval.to);
  });

  it('also cover what reps reported about the first call, in terms of the standard dispositions', async () => {
    const fitted = await fitToPast({
      leads: 60,
      emails: 1,
      firstCalls: { disqualified: 20, tooSmall: 10, qualified: 10, unknownToday: 20 },
    });
    const says = (word: string) => fitted.fit.firstCalls.find((row) => row.says === word)!;
    expect(says('disqualified').seen).toEqual({ count: 30, of: 40 });
    expect(says('disqualified').fitted).toBeCloseTo((30 + 20 * says('disqualified').standard) / 60);
    expect(says('qualified').fitted).toBeLessThan(says('qualified').standard);
    const dice = Array.from({ length: 2000 }, (_, n) => diceOf(n));
    const drawn = dice.map((one) => firstCallOf(fittedPhone(fitted.rates, one)));
    const share = drawn.filter((result) => result === 'disqualified').length / drawn.length;
    expect(share).toBeCloseTo(says('disqualified').fitted, 1);
  });

  it('make modelled leads react as often', async () => {
    const fit = await fitToPast({ rates: () => ({ clicked: 0.02, replied: 0.6, unsubscribed: 0.001 }) });
    const { simulation } = await runSimulation({
      app,
      program: 'welcome',
      people: modelledPeople(30),
      start: START,
      days: 8,
      seed: 1,
      fit,
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    const { simulated, standard } = simulation.fit!.rates.find((row) => row.act === 'replied' && row.position === position)!;
    expect(standard).toBeLessThan(0.1);
    expect(simulated!.of).toBeGreaterThanOrEqual(30);
    expect(simulated!.count / simulated!.of).toBeGreaterThan(0.4);
    expect(simulation.failures).toEqual([]);
    expect(simulation.ledger.balances).toBe(true);
    expect(simulationText(simulation)).toContain('How far the rates were off in the last 30 days of the history');
  });
});

it('says when a database has no history', async () => {
  await using database = await testDatabase();
  vi.stubEnv('DATABASE_URL', database.url);
  const { fit } = await fitOfDatabase(app);
  expect(fit).toMatchObject({ until: null, emails: 0, lastMonth: null });
  for (const { fitted, standard } of fit.rates) expect(fitted).toBeCloseTo(standard);
});

it('gives each person a propensity whose mean is the rate', () => {
  const dice = diceOf('mean');
  for (const rate of [0.02, 0.3, 0.8]) {
    const all = Array.from({ length: 20_000 }, (_, n) => propensity(rate, dice.fraction(n)));
    expect(all.reduce((sum, one) => sum + one, 0) / all.length).toBeCloseTo(rate, 2);
  }
});
