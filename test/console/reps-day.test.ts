import { test, vi } from 'vitest';
import { beginWorld, type RealWorld } from '../full-stack/support/world.ts';
import { useConsole } from './support/console-servers.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 150_000 });

const started = useConsole();

/** A lead who has asked for a demo, and whom an SDR is to call. */
async function calledLead(world: RealWorld, email: string) {
  const lead = await world.lead({ email, firstName: 'Ann', lastName: 'Archer' });
  await lead.gets('guide');
  await lead.does('demoRequested');
  const rep = await lead.isHeldBy('sdr-team');
  return { lead, rep, ...(await lead.task(rep)) };
}

test('a rep works a task on a phone, takes the report back, and the workflow follows', async () => {
  await using world = await beginWorld(started.servers);
  const { rep } = await calledLead(world, 'ann@archer.example');
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, { rep }, { size: 'phone' });
  await open('/my-day');
  await page.getByRole('link', { name: 'Ann Archer' }).click();
  await page.getByRole('heading', { name: 'How was it?' }).waitFor();
  await isFitForAll();
  await page.getByRole('button', { name: 'No answer' }).click();
  await page.getByText('The call task goes on.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('is taken back').waitFor();
  wasQuiet();
});
