import { app } from '../support/app.ts';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { v7 as uuid } from 'uuid';
import { audit } from '../../audit/audit.ts';
import { runningClock } from '../../services/tasks/sla-clock.ts';
import { rungsOf } from '../../db/tasks/sla-events.ts';
import { lockTaskIfThere } from '../../db/tasks/task-and-team.ts';
import { upsertTeam } from '../../db/staff/teams.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Rung } from '../../domain/sales/sla.ts';
import type { RepName } from '../support/cast.ts';
import type { Person } from '../support/person.ts';
import { startServers } from './support/servers.ts';
import { auditDeps } from './support/audit-deps.ts';
import { beginWorld, type RealWorld } from './support/world.ts';

vi.setConfig({ testTimeout: 120_000 });

const LEADS = 12;
/** Real milliseconds between the starts of two leads. */
const APART = 200;
/** Real milliseconds before and after a rung in which people act, spread over the leads. */
const [BEFORE, AFTER] = [250, 250];
const ROUND_THE_CLOCK = { zone: 'Europe/Berlin', days: [1, 2, 3, 4, 5, 6, 7], opens: '00:00', closes: '24:00' } as const;
const decisions = ['keep', 'reassign', 'recycle'] as const;

type Asked = { readonly by: RepName; readonly asks: 'claim' | (typeof decisions)[number] };
/** What somebody asked for, and the word or the code of the answer. */
type Told = Asked & { readonly id: string; readonly answer: string; readonly isDone: boolean };
/** A call on a lead, and what everybody was told who acted on it. */
interface Call {
  readonly lead: Person;
  readonly taskId: string;
  readonly told: Told[];
}

test('when people act at the same moment as the SLA, each is told what is saved, and each lead is in one place', async () => {
  await using servers = await startServers();
  await using world = await beginWorld(servers, { day: '14s' });
  await upsertTeam(world.db, { id: uuid(), slug: 'sdr-team', name: 'sdr-team', calendar: ROUND_THE_CLOCK });
  const calls = await Promise.all(Array.from({ length: LEADS }, (_, n) => raced(world, n)));
  await Promise.all(calls.flatMap((call) => call.told.map((one) => isToldAgain(world, call, one))));
  await Promise.all(calls.map((call) => isOneStory(world, call)));
  const { findings, leads } = await audit(auditDeps(world));
  expect(findings).toEqual([]);
  expect(leads).toMatchObject({ program: LEADS, nowhere: 0 });
  const heard = calls.flatMap(({ told }) => told.map(({ answer }) => answer));
  expect(heard).toEqual(expect.arrayContaining(['claimed', 'keep', 'recycled', 'taskClosed']));
});

/** A lead asks for a demo, and nobody calls; around each rung, two reps, or a rep and the manager, act at once. */
async function raced(world: RealWorld, n: number): Promise<Call> {
  await sleep(n * APART);
  const lead = await world.lead({ email: `lead@firm-${n}.example` });
  await lead.does('demoRequested');
  const call: Call = { lead, ...(await lead.task(await lead.isHeldBy('sdr-team'))), told: [] };
  const shift = -BEFORE + ((BEFORE + AFTER) * n) / (LEADS - 1);
  const atOnce = async (rung: Rung, ...asked: Asked[]) => {
    const due = (await saved(world, call)).rungs.find((one) => one.rung === rung);
    if (due) await sleep(Math.max(0, realAt(world, due.at) + shift - Date.now()));
    await Promise.all(asked.map((one) => ask(world, call, one)));
  };
  const isQuiet = async () => [undefined, 'managerDecision'].includes((await saved(world, call)).sla);
  await world.eventually('the manager is asked', isQuiet);
  // The clock begins anew.
  await ask(world, call, { by: 'mia', asks: 'keep' });
  await atOnce('reassign', { by: 'sam', asks: 'claim' }, { by: 'sue', asks: 'claim' });
  await atOnce('decide', { by: 'mia', asks: decisions[n % 3]! }, { by: 'sam', asks: 'claim' });
  await world.eventually('the manager is asked, or the lead goes back', isQuiet);
  await atOnce('recycle', { by: 'mia', asks: decisions[(n + 1) % 3]! }, { by: 'sue', asks: 'claim' });
  await world.eventually('the manager is asked again, or the lead goes back', isQuiet);
  return call;
}

async function ask(world: RealWorld, { taskId, told }: Call, { by, asks }: Asked, id: string = randomUUID()): Promise<void> {
  const { tasks } = world.asRep(by);
  const answer = asks === 'claim' ? tasks.claim({ id, taskId }) : tasks.decide({ id, taskId, decision: asks });
  told.push(
    await answer.then(
      (said) => ({ by, asks, id, answer: 'next' in said ? said.next : said.status, isDone: said.status === 'applied' }),
      (refusal: Refused) => ({ by, asks, id, answer: refusal.data?.code ?? refusal.message, isDone: false }),
    ),
  );
}

type Refused = Error & { readonly data?: { readonly code?: string } };

/** Who was told that it is done is told the same again, and nothing changes. */
async function isToldAgain(world: RealWorld, call: Call, before: Told): Promise<void> {
  if (!before.isDone) return;
  const told: Told[] = [];
  await ask(world, { ...call, told }, before, before.id);
  expect(told).toEqual([before]);
}

/** What everybody was told, what Postgres says and what the lead's workflow waits for fit together, and may be. */
async function isOneStory(world: RealWorld, call: Call): Promise<void> {
  const { lead, taskId, told } = call;
  const { task, next } = await saved(world, call);
  const { running, stage } = await world.as('marketer').leads.status({ leadId: lead.id });
  const [tasks, holders, decided] = await Promise.all([
    world.db.selectFrom('tasks').select('id').where('leadId', '=', lead.id).execute(),
    world.db.selectFrom('assignments').select(['repId', 'because']).where('taskId', '=', taskId).orderBy('id').execute(),
    world.db.selectFrom('leadEvents').select('key').where('leadId', '=', lead.id).where('kind', '=', 'decided').execute(),
  ]);
  const done = told.filter(({ isDone }) => isDone);
  const context = JSON.stringify({ told, task, holders, running }, null, 1);

  expect(tasks, context).toEqual([{ id: taskId }]);
  for (const { asks, answer } of told.filter(({ isDone }) => !isDone))
    expect(asks === 'claim' ? ['taskClosed'] : ['taskClosed', 'notWaitingForDecision'], context).toContain(answer);
  for (const [n, { repId }] of holders.entries()) expect(repId, context).not.toBe(holders[n - 1]?.repId);
  expect(holders.at(-1)?.repId, context).toBe(task.assigneeId);
  for (const name of ['sam', 'sue'] as const) {
    const claims = done.filter(({ by }) => by === name).length;
    const had = holders.filter(({ repId }) => repId === world.reps[name]);
    expect(had.filter(({ because }) => because === 'took it over').length, context).toBeLessThanOrEqual(claims);
    if (claims > 0) expect(had, context).not.toEqual([]);
  }
  const applied = done.filter(({ by }) => by === 'mia');
  expect(new Set(decided.map(({ key }) => key)), context).toEqual(new Set(applied.map(({ id }) => `decide/${id}`)));

  // A task ends once, or not at all.
  const sentBack = done.filter(({ answer }) => answer === 'recycled').length;
  const gaveUp = (await slaEvents(world, taskId)).filter(({ rung }) => rung === 'recycle').length;
  const ends = [
    ...Array<string>(sentBack).fill('the manager sent it back'),
    ...Array<string>(gaveUp).fill('no rep acted: salesDidNotAct'),
  ];
  expect(task.outcome === null ? [] : [task.outcome], context).toEqual(ends);
  const isOpen = ends.length === 0;
  expect([task.state, stage], context).toEqual(isOpen ? ['open', 'mql'] : ['cancelled', 'recycled']);
  const goneBack = (await lead.journal()).filter((line) => line === 'stage mql → recycled (salesDidNotAct)');
  expect(goneBack, context).toHaveLength(isOpen ? 0 : 1);
  expect(running, context).toMatchObject(
    isOpen ? { taskId, track: 'qualify', until: new Date(next!.at).toISOString() } : { track: 'connect' },
  );
}

const slaEvents = ({ db }: RealWorld, taskId: string) =>
  db.selectFrom('slaEvents').select('rung').where('taskId', '=', taskId).execute();

/** The task, the clock that runs on it, and the rung that comes next, as Postgres has them. */
async function saved({ db }: RealWorld, { taskId }: Call) {
  return await db.transaction().execute(async (trx) => {
    const { task, team } = (await lockTaskIfThere(trx, taskId))!;
    const { sla, rungs = [] } = (await runningClock(trx, app.policy, { task, team })) ?? {};
    const climbed = await rungsOf(trx, taskId, task.round);
    return { task, sla, rungs, next: rungs.find(({ rung }) => !climbed.includes(rung)) };
  });
}

/** The real moment of an instant of program time. */
const realAt = ({ clock: { spec } }: RealWorld, at: Instant): number => spec.realOrigin + (at - spec.origin) / spec.speed;
