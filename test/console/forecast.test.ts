import pino from 'pino';
import { test, vi } from 'vitest';
import { makeDueForecast } from '../../api/reports/simulated/make.ts';
import type { SimulateMonth } from '../../api/reports/simulated/simulator.ts';
import { apiSettings } from '../../worker/parts/api.ts';
import { beginWorld } from '../full-stack/support/world.ts';
import { app } from '../support/app.ts';
import { useConsole } from './support/console-servers.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 240_000 });

const started = useConsole();

test('a manager reads what the simulator expects next month, and asks it again', async () => {
  await using world = await beginWorld(started.servers);
  const lead = await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer' });
  await lead.gets('guide');
  const manager = await visit(started.browser, world, { rep: 'mia' });
  const { page } = manager;
  await manager.open('/funnel?view=plan');
  await page.getByRole('heading', { name: 'What to expect in April 2026, from the simulator' }).waitFor();
  await page.getByText('It takes a few minutes.').waitFor();
  await page.getByText('The simulator is asked for this month: it waits for its turn.').waitFor();
  await manager.isFitForAll();

  // What the simulator found is given: this is about the page.
  const simulateMonth: SimulateMonth = ({ month, running: [leadId] }, onProgress) => {
    onProgress('Day 1 of 2: 1 emails');
    const at = month.from + 36 * 3_600_000;
    return Promise.resolve({ happened: [{ what: 'emails', leadId: leadId!, at, rep: null }], fittedTo: 0 });
  };
  const { db, clock, settings } = world;
  await makeDueForecast({
    db,
    clock,
    log: pino({ level: 'silent' }),
    policy: app.policy,
    settings: apiSettings({ app, settings }),
    simulateMonth,
  });
  await page.getByText(/^Simulated from .* on: 1 lead in programs\./).waitFor();
  await page.getByRole('group', { name: 'Emails a day' }).waitFor();
  await page.getByText('03-30: 1', { exact: true }).first().waitFor();
  await manager.isFitForAll();
  await page.getByRole('button', { name: 'Simulate again' }).click();
  await page.getByText('The simulator is asked for this month: it waits for its turn.').waitFor();
  manager.wasQuiet();
});
