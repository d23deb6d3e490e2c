import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { temporalEngine } from '../../engine/temporal-engine.ts';
import type { Person } from '../support/person.ts';
import { START } from '../support/story.ts';
import { startServers, type Servers } from './support/servers.ts';
import { lockTable } from './support/table-lock.ts';
import { until } from './support/until.ts';
import { beginWorld, type RealWorld } from './support/world.ts';
import { guide } from '../support/guide.ts';

vi.setConfig({ testTimeout: 150_000 });

let servers: Servers;
beforeAll(async () => void (servers = await startServers()));
afterAll(() => servers[Symbol.asyncDispose]());

/** A lead whom an SDR is to call. */
async function calledLead(world: RealWorld, email: string) {
  const lead = await world.lead({ email });
  await lead.gets('guide');
  await lead.does('demoRequested');
  const rep = await lead.isHeldBy('sdr-team');
  return { lead, rep, ...(await lead.task(rep)) };
}

const dispositionsOf = async ({ db }: RealWorld, taskId: string) =>
  await db.selectFrom('dispositions').select(['id', 'state', 'answer']).where('taskId', '=', taskId).execute();

const saved = { status: 'queued', text: 'The report is saved, and will reach the lead soon.' };
/** The answer to a call that nobody took. */
const goesOn = {
  status: 'applied',
  next: 'noAnswer',
  text: expect.stringMatching(/^The call task continues\. It is due on 2026-\d\d-\d\d \d\d:\d\d UTC\.$/) as string,
  lead: { stage: 'mql', label: 'MQL', waitingFor: 'a rep (then: reminder)', until: expect.stringMatching(/Z$/) as string },
  undoUntil: expect.stringMatching(/Z$/) as string,
};

test.concurrent('a rep who sends the same report twice changes the lead once, and gets the same answer', async () => {
  await using world = await beginWorld(servers);
  const { lead, rep, taskId } = await calledLead(world, 'ann@same.example');
  const report = { id: randomUUID(), taskId, disposition: 'noAnswer' } as const;
  const answers = await Promise.all([1, 2, 3].map(() => world.asRep(rep).tasks.report(report)));
  answers.push(await world.asRep(rep).tasks.report(report));
  const [answer, ...others] = answers;
  expect(answer).toEqual(goesOn);
  expect(others).toEqual([answer, answer, answer]);
  const task = await world.db.selectFrom('tasks').select('attempts').where('id', '=', taskId).executeTakeFirstOrThrow();
  expect(task.attempts).toBe(1);
  expect(await dispositionsOf(world, taskId)).toHaveLength(1);
  expect(await lead.track()).toBe('qualify');
});

test.concurrent('a double click that makes two reports hands the lead over once; the second is told that the task is closed', async () => {
  await using world = await beginWorld(servers);
  const { lead, rep, taskId } = await calledLead(world, 'ann@double.example');
  const details = { guide, meetingAt: world.clock.now() + 3 * 86_400_000 };
  const click = () => world.asRep(rep).tasks.report({ id: randomUUID(), taskId, disposition: 'qualified', details });
  const results = await Promise.allSettled([click(), click()]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const [refused] = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  expect(refused).toMatchObject({ data: { code: 'taskClosed' } });
  await lead.isHeldBy('deal-team');
  const journal = await lead.journal();
  expect(journal.filter((line) => line === 'entered sales')).toHaveLength(1);
  const acceptances = await world.db
    .selectFrom('tasks')
    .select('id')
    .where('leadId', '=', lead.id)
    .where('kind', '=', 'acceptance')
    .execute();
  expect(acceptances).toHaveLength(1);
});

test.concurrent('twenty reports at once on one task: one is applied, and each rep’s answer matches what is saved', async () => {
  await using world = await beginWorld(servers);
  const { rep, taskId } = await calledLead(world, 'ann@twenty.example');
  const ids = Array.from({ length: 20 }, () => randomUUID());
  const told = await Promise.all(
    ids.map((id) =>
      world
        .asRep(rep)
        .tasks.report({ id, taskId, disposition: 'disqualified', details: { reason: 'x' } })
        .then(
          ({ status }) => status,
          () => 'rejected' as const,
        ),
    ),
  );
  await world.eventually('nothing waits', async () =>
    (await dispositionsOf(world, taskId)).every(({ state }) => state !== 'queued'),
  );
  const kept = new Map<string, string>((await dispositionsOf(world, taskId)).map(({ id, state }) => [id, state]));
  for (const [n, id] of ids.entries()) if (told[n] !== 'queued') expect(kept.get(id)).toBe(told[n]);
  expect([...kept.values()].filter((state) => state === 'applied')).toHaveLength(1);
});

test.concurrent('a report while no worker runs is saved, and applied once when one does', async () => {
  await using world = await beginWorld(servers, { parts: ['api', 'relay'] });
  const { lead, rep, taskId } = await (async () => {
    await using _worker = await world.start('worker');
    return await calledLead(world, 'ann@nobody.example');
  })();
  const report = { id: randomUUID(), taskId, disposition: 'noAnswer' } as const;
  expect(await world.asRep(rep).tasks.report(report)).toEqual(saved);
  expect(await world.asRep(rep).tasks.report(report)).toEqual(saved);
  expect(await dispositionsOf(world, taskId)).toMatchObject([{ id: report.id, state: 'queued' }]);

  await world.start('worker');
  await world.eventually('it is applied', async () => (await dispositionsOf(world, taskId))[0]?.state === 'applied');
  expect(await world.asRep(rep).tasks.report(report)).toEqual(goesOn);
  const task = await world.db.selectFrom('tasks').select('attempts').where('id', '=', taskId).executeTakeFirstOrThrow();
  expect(task.attempts).toBe(1);
  expect(await lead.track()).toBe('qualify');
});

const inOrder = (a = '', b = ''): number => a.localeCompare(b);
const tracks = ['connect', 'educate', 'offer', 'reEngage'];

test.concurrent('no message to a lead is lost while it goes from track to track', async () => {
  await using world = await beginWorld(servers);
  const engine = temporalEngine(world.client, { taskQueue: world.taskQueue, updateWithin: 30_000 });
  const lead = await world.lead({ email: 'ann@moving.example' });
  await lead.gets('guide');

  const asked: string[] = [];
  // Each question goes to a person: it leaves a task.
  const asks = async () => {
    const id = randomUUID();
    asked.push(id);
    await engine.signal(lead.id, 'engaged', { id, kind: 'replied', at: world.clock.now(), reply: 'question' });
  };
  const moves = Array.from({ length: 20 }, (_, n) => ({ id: randomUUID(), by: 'test', at: START, track: tracks[n % 4]! }));
  for (const move of moves) {
    await Promise.all([asks(), engine.update(lead.id, 'moveTo', move)]);
    // It is answered when the run ends, which goes on as a new one now.
    await asks();
  }

  const answered = async () => {
    const { db } = world;
    const rows = await db
      .selectFrom('tasks')
      .select('key')
      .where('leadId', '=', lead.id)
      .where('kind', '=', 'lookAfter')
      .execute();
    return rows.map(({ key }) => /reply-([0-9a-f-]{36})/.exec(key)?.[1]).toSorted(inOrder);
  };
  await world.eventually('every question has its task', async () => (await answered()).length >= asked.length);
  expect(await answered()).toEqual(asked.toSorted(inOrder));
  // A line may stand there twice: what a run wrote while the server let in a message and had it think again.
  const movedTo = async () => {
    const to = (await lead.journal()).flatMap((line) => /^interrupted \S+ → (\S+) \(moved/.exec(line)?.[1] ?? []);
    return to.filter((track, n) => track !== to[n - 1]);
  };
  await world.eventually('the last move is written', async () => (await movedTo()).length >= moves.length);
  expect(await movedTo()).toEqual(moves.map(({ track }) => track));
});

test.concurrent('the journal shows the final result, although a message made the lead replan', async () => {
  await using world = await beginWorld(servers, { day: '6m' });
  const engine = temporalEngine(world.client, { taskQueue: world.taskQueue, updateWithin: 30_000 });
  const lead = await world.lead({ email: 'ann@thinks.example' });
  await lead.gets('guide');

  await using lock = await lockTable(world.settings.databaseUrl, 'transitions');
  const moved = engine.update(lead.id, 'moveTo', { id: randomUUID(), by: 'test', at: world.now, track: 'connect' });
  await until('the lead writes that it was moved', async () => (await lock.waiting()) > 0);
  // Comes in before the server has heard of the move, and so before it.
  await lead.does('demoRequested');
  await world.eventually('the lead is told', async () => (await waitingFor(world, lead)) === 0);
  await lock.release();
  await moved;
  // First what came first; and what the lead thought before stands nowhere.
  const happened = ['interrupted educate → qualify (demoRequested)', 'interrupted qualify → connect (moved by an operator)'];
  await world.eventually('both stand in the journal', async () => {
    const journal = await lead.journal();
    return happened.every((line) => journal.includes(line));
  });
  await world.eventually('nothing else does', async () => {
    const lines = await world.db.selectFrom('transitions').select(['visit', 'n']).where('leadId', '=', lead.id).execute();
    const numbers = lines.filter(({ n }) => n >= 0).map(({ visit, n }) => `${visit}/${n}`);
    return new Set(numbers).size === numbers.length;
  });
  expect((await lead.journal()).filter((line) => line.startsWith('interrupted'))).toEqual(happened);
});

const waitingFor = async ({ db }: RealWorld, { id }: Person): Promise<number> =>
  (await db.selectFrom('outbox').select('id').where('leadId', '=', id).where('state', '=', 'waiting').execute()).length;
