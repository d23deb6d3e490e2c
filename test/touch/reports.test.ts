import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { raiseDueReports } from '../../services/alerts/raise-reports.ts';
import { createAlerts } from '../../worker/alerts.ts';
import { createWorld, sending, type World } from '../api/world.ts';

let world: World;
beforeEach(async () => void (world = await createWorld()));
afterEach(async () => await world[Symbol.asyncDispose]());

const TUESDAY_AT_NINE = Date.parse('2026-03-10T08:00:00Z');

/** The day of a rep begins: they get what is to be said. */
async function begins(at = TUESDAY_AT_NINE): Promise<string[]> {
  const { db, links, deps, mail } = world;
  world.now = at;
  const alerts = createAlerts({
    db,
    links,
    log: deps.log,
    policy: deps.policy,
    clock: deps.clock,
    mailer: mail,
    settings: sending,
  });
  const before = mail.mails.length;
  await raiseDueReports(db, at);
  while ((await alerts.tick()) > 0);
  return mail.mails
    .slice(before)
    .map(({ to, text }) => `${to.name}: ${text.replaceAll(/\n {2}http\S+/g, '').replace(/\n\n--\n[^]*$/, '')}`);
}

const acts = async (leadId: string, ...ago: number[]) => {
  const act = { leadId, kind: 'visited', source: 'test', verdict: 'human', human: true } as const;
  const rows = ago.map((time) => ({ ...act, id: v7(), at: new Date(TUESDAY_AT_NINE - time) }));
  await world.db.insertInto('engagements').values(rows).execute();
};

test('a lead who did nothing for a month is told as active again, to the rep who knows them', async () => {
  const sam = await world.rep('sdr', 'Sam');
  const leadId = await world.lead();
  await world.db.updateTable('leads').set({ ownerId: sam }).where('id', '=', leadId).execute();
  await acts(leadId, 60 * DAY, HOUR, 2 * HOUR);
  expect(await begins()).toEqual([
    'Sam: Active again after a month or longer\n\nann@pier7.example (pier7.example): 2 acts, the last one: visited a page',
  ]);
});

test('what others must do is told until they have done it', async () => {
  const sam = await world.rep('sdr', 'Sam');
  await world.rep('manager', 'Mia');
  const taskId = await world.task(await world.lead(), sam);
  await world.db.updateTable('tasks').set({ sla: 'managerDecision' }).where('id', '=', taskId).execute();
  expect(await begins()).toEqual([
    'Sam: Waiting for others\n\ncall task, ann@pier7.example (pier7.example): a manager decides; open since Tue 10 Mar, 11:00 (Europe/Berlin)',
  ]);
});

test('each report goes out once, whichever of several workers raises it, and at the beginning of a day only', async () => {
  await world.rep('sdr', 'Sam');
  await acts(await world.lead(), HOUR);
  await Promise.all([raiseDueReports(world.db, TUESDAY_AT_NINE), raiseDueReports(world.db, TUESDAY_AT_NINE)]);
  await raiseDueReports(world.db, TUESDAY_AT_NINE + HOUR);
  const raised = async () =>
    (await world.db.selectFrom('alerts').select(['kind', 'subject']).orderBy('subject').execute()).map(
      ({ kind, subject }) => `${kind} ${subject}`,
    );
  expect(await raised()).toEqual(['digest 2026-03-10']);
  await raiseDueReports(world.db, TUESDAY_AT_NINE + DAY + 3 * HOUR);
  expect(await raised()).toEqual(['digest 2026-03-10']);
  await raiseDueReports(world.db, TUESDAY_AT_NINE + 2 * DAY);
  expect(await raised()).toEqual(['digest 2026-03-10', 'digest 2026-03-12']);
});

test('marketers, where there are some, get the week of marketing in place of the managers', async () => {
  await world.rep('manager', 'Mia');
  const rows = async () =>
    (
      await world.db
        .selectFrom('alerts')
        .innerJoin('reps', 'reps.id', 'alerts.repId')
        .select(['kind', 'name'])
        .orderBy('kind')
        .execute()
    ).map(({ kind, name }) => `${kind} ${name}`);
  await raiseDueReports(world.db, TUESDAY_AT_NINE);
  expect(await rows()).toEqual(['digest Mia', 'marketingWeek Mia', 'salesWeek Mia']);
  await world.rep('marketer', 'Max', 'marketing');
  await raiseDueReports(world.db, TUESDAY_AT_NINE + 7 * DAY);
  expect((await rows()).filter((row) => row.startsWith('marketingWeek'))).toEqual(['marketingWeek Mia', 'marketingWeek Max']);
});
