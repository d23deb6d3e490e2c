import { v7 } from 'uuid';
import { expect, test, vi } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { applyJournal } from '../../services/leads/journal.ts';
import { beginWorld, type RealWorld } from '../full-stack/support/world.ts';
import { useConsole } from './support/console-servers.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 240_000 });

const started = useConsole();

/** A lead who has asked for a demo, and whom an SDR is to call. */
async function calledLead(world: RealWorld, email: string) {
  const lead = await world.lead({ email, firstName: 'Ann', lastName: 'Archer' });
  await lead.gets('guide');
  await lead.does('demoRequested');
  const rep = await lead.isHeldBy('sdr-team');
  return { lead, rep, ...(await lead.task(rep)) };
}

const sdrs = { sam: 'Sam Rivers', sue: 'Sue Park' } as const;

test('a manager gives a task away and takes it back, enters an absence, and spreads the work of a leaver', async () => {
  await using world = await beginWorld(started.servers);
  const { rep, taskId } = await calledLead(world, 'ann@archer.example');
  const [mine, other] = rep === 'sam' ? [sdrs.sam, sdrs.sue] : [sdrs.sue, sdrs.sam];
  const whose = async () => (await world.asRep('mia').tasks.get({ taskId })).assignee?.name;
  const mia = await visit(started.browser, world, { rep: 'mia' });
  const { page } = mia;
  const row = (name: string) => page.getByRole('row', { name });
  await mia.open('/team');
  await row(mine).waitFor();
  await mia.isFitForAll();

  await page.getByRole('link', { name: `1: Open tasks of ${mine}` }).click();
  await page.getByRole('link', { name: 'Ann Archer' }).waitFor();
  await page.getByRole('button', { name: 'Give to…' }).click();
  await page.getByLabel('Give to').selectOption({ label: `${other}: 0 of 50` });
  await page.getByRole('button', { name: 'Give', exact: true }).click();
  await page.getByText('The task is theirs').waitFor();
  expect(await whose()).toBe(other);
  await page.getByRole('button', { name: 'Undo' }).click();
  await world.eventually('the task is theirs again', async () => (await whose()) === mine);

  await mia.open('/team');
  await row(other).getByRole('button', { name: 'Away…' }).click();
  await page.getByRole('heading', { name: `${other} is away` }).waitFor();
  await page.getByRole('button', { name: 'Save the absence' }).click();
  await page.getByText(`${other} gets no new tasks while they are away.`).waitFor();
  await row(other).getByText('until').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await row(other).getByRole('button', { name: 'Away…' }).waitFor();

  await row(mine).getByRole('button', { name: 'Leaves…' }).click();
  await page.getByRole('button', { name: `${mine} leaves now` }).click();
  await page.getByText(`The keys of ${mine} are now refused.`).waitFor();
  await world.eventually('a colleague has the task', async () => (await whose()) === other);
  await row(mine).waitFor({ state: 'detached' });
  for (const view of ['slas', 'agreement']) {
    await mia.open(`/team?view=${view}`);
    await mia.isFitForAll();
  }
  mia.wasQuiet();
});

test('numbers on a page that stays open say after a minute how old they are, and are counted again', async () => {
  await using world = await beginWorld(started.servers);
  await calledLead(world, 'ann@archer.example');
  const marketer = await visit(started.browser, world, 'marketer');
  const { page } = marketer;
  const again = page.getByRole('button', { name: 'Count now' });
  await page.clock.install();
  await marketer.open('/funnel');
  await page.getByRole('link', { name: '1: Leads that reached MQL' }).waitFor();
  expect(await again.isVisible()).toBe(false);

  await calledLead(world, 'bea@archer.example');
  await page.clock.fastForward('02:00');
  await page.getByText(/^Counted 2 minutes ago/).waitFor();
  await again.click();
  await page.getByRole('link', { name: '2: Leads that reached MQL' }).waitFor();
  marketer.wasQuiet();
});

test('a marketer reads the funnel on a phone in the dark, and opens the leads behind a number', async () => {
  await using world = await beginWorld(started.servers);
  await calledLead(world, 'ann@archer.example');
  const marketer = await visit(started.browser, world, 'marketer', { size: 'phone', theme: 'dark' });
  const { page } = marketer;
  await marketer.open('/funnel');
  await page.getByRole('heading', { name: 'From inquiry to customer' }).waitFor();
  await marketer.isFitForAll();
  await page.getByRole('link', { name: '1: Leads that reached MQL' }).click();
  await page.getByRole('link', { name: 'Ann Archer' }).waitFor();
  await marketer.isFitForAll();
  await page.getByRole('button', { name: 'Back to the numbers' }).click();
  await page.getByRole('link', { name: 'Emails' }).click();
  await page.getByRole('link', { name: '1: guide: sent' }).waitFor();
  await marketer.isFitForAll();
  for (const view of ['money', 'plan']) {
    await marketer.open(`/funnel?view=${view}`);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await marketer.isFitForAll();
  }
  await page.getByText('There is no history to plan with.').waitFor();
  marketer.wasQuiet();
});

/** A lead who came in 100 days ago and bought after 60. */
async function customerOfOld(world: RealWorld) {
  const { db, now } = world;
  const { id: leadId } = await world.lead({ email: 'bo@brewer.example' });
  const at = (daysAgo: number) => new Date(now - daysAgo * DAY);
  await db
    .updateTable('leads')
    .set({ createdAt: at(100) })
    .where('id', '=', leadId)
    .execute();
  const { id: enrolmentId } = await db
    .selectFrom('enrolments')
    .select('id')
    .where('leadId', '=', leadId)
    .executeTakeFirstOrThrow();
  const moves = [[90, 'mql'], [80, 'sal'], [70, 'opportunity'], [40, 'customer']] as const; // prettier-ignore
  const journal = moves.map(([daysAgo, to], n) => ({ visit: 1, n, at: now - daysAgo * DAY, kind: 'stage', to }) as const);
  await applyJournal(db, started.servers.app.policy, { leadId, enrolmentId, journal });
  const deal = {
    id: v7(),
    leadId,
    ownerId: world.reps.tom,
    amount: 5_000,
    nextStep: 'sign',
    closeAt: at(40),
    stageChangedAt: at(70),
  };
  await db.insertInto('opportunities').values({ ...deal, openedAt: at(70), closedAt: at(40), result: 'won' as const }).execute(); // prettier-ignore
}

test('a manager plans backwards from a revenue, and reads what each month must bring', async () => {
  await using world = await beginWorld(started.servers);
  await customerOfOld(world);
  const manager = await visit(started.browser, world, { rep: 'mia' });
  const { page } = manager;
  await manager.open('/funnel?view=plan');
  const months = page.getByRole('region', { name: 'The plan by month' }).getByRole('row');
  await months.nth(1).waitFor();
  expect(await months.count()).toBeGreaterThan(6);
  await manager.isFitForAll();
  manager.wasQuiet();
});
