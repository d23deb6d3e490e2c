import { expect, test, vi } from 'vitest';
import type { MonthOrder, SimulatedMonth, SimulateMonth } from '../../api/reports/simulated/simulator.ts';
import { beginWorld } from '../full-stack/support/world.ts';
import { useConsole } from './support/console-servers.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 240_000 });

const started = useConsole();

/** A simulator whose runs go on until the test says what they found: this is about the page. */
function scripted() {
  let [asked, found] = [Promise.withResolvers<MonthOrder>(), Promise.withResolvers<SimulatedMonth>()];
  const simulateMonth: SimulateMonth = (order) => (asked.resolve(order), found.promise);
  const findsAnEmail = async () => {
    const {
      month,
      running: [leadId],
    } = await asked.promise;
    const { resolve } = found;
    [asked, found] = [Promise.withResolvers(), Promise.withResolvers()];
    resolve({ happened: [{ what: 'emails', leadId: leadId!, at: month.from + 36 * 3_600_000, rep: null }], fittedTo: 0 });
  };
  return { simulateMonth, findsAnEmail };
}

test('a manager reads what the simulator expects next month, and asks it again', async () => {
  const { simulateMonth, findsAnEmail } = scripted();
  await using world = await beginWorld(started.servers, { simulateMonth });
  const lead = await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer' });
  await lead.gets('guide');
  const manager = await visit(started.browser, world, { rep: 'mia' });
  const { page } = manager;
  const asked = page.getByText(/^The simulator is asked for this month: it (waits for its turn|begins)\./);
  await manager.open('/funnel?view=plan');
  await page.getByRole('heading', { name: 'What to expect in April 2026, from the simulator' }).waitFor();
  await page.getByText('It takes a few minutes.').waitFor();
  await asked.waitFor();
  await manager.isFitForAll();

  await findsAnEmail();
  await page.getByText(/^Simulated from .* on: 1 lead in programs\./).waitFor();
  await page.getByRole('group', { name: 'Emails a day' }).waitFor();
  await page.getByText('03-30: 1', { exact: true }).first().waitFor();
  await manager.isFitForAll();
  await page.getByRole('button', { name: 'Simulate again' }).click();
  await asked.waitFor();
  await findsAnEmail();
  manager.wasQuiet();
});

test('a manager reads that nobody simulates, and is not told to wait', async () => {
  await using world = await beginWorld(started.servers);
  const manager = await visit(started.browser, world, { rep: 'mia' });
  const { page } = manager;
  await manager.open('/funnel?view=plan');
  await page.getByText(/^No worker here simulates, so this forecast uses past months only\./).waitFor();
  await page.getByRole('heading', { name: 'There is no simulated forecast.' }).waitFor();
  expect(await page.getByRole('button', { name: 'Simulate again' }).count()).toBe(0);
  await manager.isFitForAll();
  manager.wasQuiet();
});
