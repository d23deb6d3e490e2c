import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { acknowledge } from '../../audit/acknowledge.ts';
import { audit } from '../../audit/audit.ts';
import type { Audit } from '../../audit/result.ts';
import { auditText } from '../../audit/audit-text.ts';
import { inputOf } from '../../audit/reopen.ts';
import { repair } from '../../audit/repair.ts';
import { enterSafeMode } from '../../db/system/pulse.ts';
import { liveWorkflows } from '../../audit/workflows.ts';
import { DAY } from '../../domain/time/duration.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import type { CarriedState } from '../../workflows/state.ts';
import type { Person } from '../support/person.ts';
import { startServers, type Servers } from './support/servers.ts';
import { auditDeps } from './support/audit-deps.ts';
import { beginWorld, type RealWorld } from './support/world.ts';
import { guide } from '../support/guide.ts';

const execute = promisify(execFile);

vi.setConfig({ testTimeout: 240_000 });

let servers: Servers;
beforeAll(async () => void (servers = await startServers()));
afterAll(() => servers[Symbol.asyncDispose]());

const kindsOf = ({ findings }: Audit) => Object.fromEntries(findings.map(({ fault, found }) => [fault, found.length]));
const found = async (world: RealWorld) => kindsOf(await audit(auditDeps(world)));
/** Audits, mends, and says what was done about which kind. */
async function repairAll(world: RealWorld) {
  const before = await audit(auditDeps(world));
  const repaired = await repair(auditDeps(world), before, 'test');
  return repaired.map(({ fault, done, because }) => `${fault}: ${done ?? `not repaired: ${because}`}`);
}
/** What the present run of a lead began with that sales' work has left. */
async function carried({ client }: RealWorld, lead: Person) {
  const { state } = await inputOf(client, { leadId: lead.id });
  const { track, trigger, meetingAt, mqlHeldUntil, prefer, exclude } = state ?? ({} as Partial<CarriedState>);
  return { track, trigger, meetingAt, mqlHeldUntil, prefer, exclude };
}
const reported = async (lead: Person, team: Parameters<Person['isHeldBy']>[0], ...said: Tail<Parameters<Person['isReported']>>) =>
  await lead.isReported(await lead.isHeldBy(team), ...said);
type Tail<T extends readonly unknown[]> = T extends readonly [unknown, ...infer R] ? R : never;
const terminate = async ({ client }: RealWorld, leadId: string) =>
  await client.workflow.getHandle(workflowIdOf(leadId)).terminate('test');
const mailsTo = ({ servers: { stack } }: RealWorld, email: string) => stack.inbox!.messages({ to: email }).length;

/** Runs `trellis audit`. */
async function command({ settings, taskQueue }: RealWorld, ...args: string[]) {
  const env = { ...process.env, DATABASE_URL: settings.databaseUrl, TEMPORAL_ADDRESS: servers.stack.temporal.address };
  const line = [join(import.meta.dirname, '../../cli/trellis.js'), 'audit', '--task-queue', taskQueue, ...args];
  return await execute(process.execPath, line, { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}

describe('leads', () => {
  test('a running installation passes, with everybody in one place', async () => {
    await using world = await beginWorld(servers);
    const running = await world.lead({ email: 'ann@ann.example' });
    await running.gets('guide');
    await world.lead({ email: 'held@held.example', basis: 'none' });
    const result = await audit(auditDeps(world));
    expect(kindsOf(result)).toEqual({});
    expect(result.passes).toBe(true);
    expect(result.leads).toMatchObject({ program: 1, nowhere: 0 });
    expect(auditText(result)).toContain('leads in 2 = 0 in a final stage + 1 in a live workflow + 1 held');
  });

  test('a lead whose workflow is gone is found, restarted where it was, and gets no email twice', async () => {
    await using world = await beginWorld(servers, { day: '4s' });
    const ann = await world.lead({ email: 'ann@gone.example' });
    await ann.gets('guide');
    await terminate(world, ann.id);
    await world.eventually('Temporal lists it no more', async () => (await liveWorkflows(world)).length === 0);
    const result = await audit(auditDeps(world));
    expect(kindsOf(result)).toEqual({ workflowGone: 1 });
    expect(result.leads).toMatchObject({ program: 0, nowhere: 1 });
    expect(await repairAll(world)).toEqual(['workflowGone: restarted in the track "educate"']);
    const next = async () => mailsTo(world, ann.email) > 1;
    await world.eventually('it goes on', next);
    const sent = await world.db.selectFrom('touches').select('content').where('sentAt', 'is not', null).execute();
    expect(new Set(sent.map(({ content }) => content)).size).toBe(sent.length);
    expect(mailsTo(world, ann.email)).toBeGreaterThanOrEqual(2);
    const story = await world.as('admin').leads.story({ leadId: ann.id });
    expect(JSON.stringify(story)).toContain('audit');
    const log = await world.db
      .selectFrom('auditLog')
      .select(['action', 'subjects'])
      .where('action', '=', 'audit.repair')
      .execute();
    expect(log).toHaveLength(1);
    expect(await found(world)).toEqual({});
  });

  test('a lead whose workflow is gone while a rep has its task waits for the same rep again', async () => {
    await using world = await beginWorld(servers);
    const ben = await world.lead({ email: 'ben@rep.example' });
    await ben.gets('guide');
    await ben.does('demoRequested');
    await ben.isHeldBy('sdr-team');
    const [task] = await world.db.selectFrom('tasks').selectAll().where('leadId', '=', ben.id).execute();
    await terminate(world, ben.id);
    await world.eventually('Temporal lists it no more', async () => (await liveWorkflows(world)).length === 0);
    expect(await repairAll(world)).toEqual([expect.stringMatching(/^workflowGone: restarted in the track/)]);
    const waits = async () => (await world.as('admin').leads.status({ leadId: ben.id })).running;
    await world.eventually('it waits for the task', async () => {
      const running = await waits();
      return typeof running === 'object' && running.taskId === task!.id;
    });
    expect(await world.db.selectFrom('tasks').selectAll().where('leadId', '=', ben.id).execute()).toHaveLength(1);
  });

  test('reports about leads whose workflows are gone are remembered: dates, owners, and who must not get them again', async () => {
    await using world = await beginWorld(servers);
    const { reps } = world;
    const [at, meetingAt] = [world.now + 90 * DAY, world.now + 3 * DAY];
    const handedOver = { guide, meetingAt };
    const says: readonly [track: string, say: (lead: Person) => Promise<unknown>][] = [
      ['sales', (lead) => reported(lead, 'sdr-team', 'qualified', handedOver)],
      ['sales', (lead) => reported(lead, 'sdr-team', 'existingDeal', { owner: reps.tia })],
      ['offer', (lead) => reported(lead, 'sdr-team', 'notReady', { reason: 'x', at, track: 'offer' })],
      [
        'connect',
        async (lead) => {
          await reported(lead, 'sdr-team', 'qualified', handedOver);
          await reported(lead, 'deal-team', 'rejected', { reason: 'x', recycleReason: 'rejected' });
        },
      ],
      [
        'offer',
        async (lead) => {
          await reported(lead, 'sdr-team', 'qualified', handedOver);
          await reported(lead, 'deal-team', 'accepted');
          await reported(lead, 'deal-team', 'recycled', { recycleReason: 'timing', at });
        },
      ],
    ];
    for (const [n, [track, say]] of says.entries()) {
      const lead = await world.lead({ email: `lead@said-${n}.example` });
      await lead.does('demoRequested');
      await say(lead);
      await world.eventually('the next track has begun', async () => (await carried(world, lead)).track === track);
      const before = await carried(world, lead);
      await terminate(world, lead.id);
      const isListed = async () => (await liveWorkflows(world)).some(({ leadId }) => leadId === lead.id);
      await world.eventually('Temporal lists it no more', async () => !(await isListed()));
      expect(await repairAll(world)).toEqual([`workflowGone: restarted in the track "${track}"`]);
      expect(await carried(world, lead)).toEqual(before);
      await world.eventually('Temporal lists it again', isListed);
    }
  });

  test('a lead that has ended in Postgres but has a running workflow is restored, and can’t be enrolled a second time', async () => {
    await using world = await beginWorld(servers);
    const cleo = await world.lead({ email: 'cleo@phantom.example' });
    await cleo.gets('guide');
    await world.db
      .updateTable('enrolments')
      .set({ state: 'ended', endedAs: 'archived', endedAt: new Date(world.now) })
      .execute();
    await world.db.updateTable('leads').set({ stage: 'archived' }).execute();
    expect(await found(world)).toEqual({ enrolmentGone: 1 });
    expect(await repairAll(world)).toEqual(['enrolmentGone: restored in the track "educate" as inquiry']);
    expect(await found(world)).toEqual({});
    expect(await world.db.selectFrom('leads').select('stage').executeTakeFirst()).toEqual({ stage: 'inquiry' });
  });
});

test('a stage that was changed by hand is reset to the program’s, and a lead that nobody looks after is listed', async () => {
  await using world = await beginWorld(servers);
  const { db } = world;
  const hal = await world.lead({ email: 'hal@hand.example' });
  await hal.gets('guide');
  await hal.does('demoRequested');
  await hal.isHeldBy('sdr-team');
  const stageOf = async () => await db.selectFrom('leads').select('stage').where('id', '=', hal.id).executeTakeFirst();
  const before = await stageOf();
  for (const stage of ['inquiry', 'customer'] as const) {
    await db.updateTable('leads').set({ stage }).execute();
    expect(await found(world)).toEqual({ differs: 1 });
    expect(await repairAll(world)).toEqual([expect.stringMatching(/^differs: restored in the track/)]);
    expect(await stageOf()).toEqual(before);
  }
  await terminate(world, hal.id);
  await db
    .updateTable('enrolments')
    .set({ state: 'ended', endedAs: 'recycled', endedAt: new Date(world.now) })
    .execute();
  await db
    .updateTable('tasks')
    .set({ state: 'cancelled', closedAt: new Date(world.now) })
    .execute();
  await world.eventually('Temporal lists it no more', async () => (await liveWorkflows(world)).length === 0);
  expect(await found(world)).toEqual({ nowhere: 1 });
  expect(await repairAll(world)).toEqual(['nowhere: gave them to the standing program or a rep']);
});

test('a lead whose end was forgotten by Postgres has ended again, and is not started once more', async () => {
  await using world = await beginWorld(servers);
  const { db } = world;
  const dan = await world.lead({ email: 'dan@ended.example' });
  await dan.gets('guide');
  await dan.does('demoRequested');
  const sdr = await dan.isHeldBy('sdr-team');
  const { stage } = await db.selectFrom('leads').select('stage').executeTakeFirstOrThrow();
  await dan.isReported(sdr, 'disqualified', { reason: 'closed down' });
  await dan.becomes('disqualified');
  await world.eventually('Temporal lists it no more', async () => (await liveWorkflows(world)).length === 0);
  await sql`delete from transitions where kind = 'ended' or "to" = 'disqualified'`.execute(db);
  await db.updateTable('enrolments').set({ state: 'running', endedAs: null, endedAt: null }).execute();
  await db.updateTable('leads').set({ stage }).execute();
  expect(await repairAll(world)).toEqual(['workflowGone: ended as disqualified']);
  expect(await db.selectFrom('leads').select('stage').executeTakeFirst()).toEqual({ stage: 'disqualified' });
  expect(await found(world)).toEqual({});
});

test('a no that Postgres has forgotten holds again, if the workflow of the lead ended because of it', async () => {
  await using world = await beginWorld(servers);
  const { db } = world;
  const una = await world.lead({ email: 'una@said-no.example' });
  await una.gets('guide');
  await una.does('unsubscribed');
  await una.becomes('archived');
  await world.eventually('Temporal lists it no more', async () => (await liveWorkflows(world)).length === 0);
  await sql`delete from transitions where kind = 'ended' or "to" = 'archived'`.execute(db);
  await db.deleteFrom('suppressions').execute();
  await db.updateTable('enrolments').set({ state: 'running', endedAs: null, endedAt: null }).execute();
  await db.updateTable('leads').set({ stage: 'inquiry' }).execute();
  expect(await repairAll(world)).toEqual(['workflowGone: ended as archived; closed again: unsubscribed']);
  expect(await db.selectFrom('suppressions').select(['channel', 'reason']).execute()).toEqual([
    { channel: 'email', reason: 'unsubscribed' },
  ]);
});

test('while no worker runs, an audit after a restore does not pass: nobody says where the leads are', async () => {
  await using world = await beginWorld(servers, { parts: ['api', 'relay'] });
  const worker = await world.start('worker');
  const eve = await world.lead({ email: 'eve@silent.example' });
  await eve.gets('guide');
  await worker[Symbol.asyncDispose]();
  await enterSafeMode(world.db, 'temporalOlder', uuid());
  const result = await audit(auditDeps(world));
  expect(result.passes).toBe(false);
  expect(auditText(result)).toContain('its workflow does not answer: check that a worker runs');
  expect(await repairAll(world)).toContainEqual('differs: not repaired: its workflow does not answer');
});

describe('touches, tasks, reports and messages', () => {
  test('a report that took effect but did not reach the lead is sent again', async () => {
    await using world = await beginWorld(servers);
    const { db } = world;
    const fay = await world.lead({ email: 'fay@unheard.example' });
    await fay.gets('guide');
    await fay.does('demoRequested');
    const sdr = await fay.isHeldBy('sdr-team');
    const task = await db.selectFrom('tasks').selectAll().where('leadId', '=', fay.id).executeTakeFirstOrThrow();
    const ago = new Date(world.now - 3_600_000);
    const report = { taskId: task.id, repId: world.reps[sdr], disposition: 'disqualified' as const, at: ago };
    // As the lead writes it, before the server lets it think: then caller and worker died.
    await db
      .insertInto('dispositions')
      .values({ ...report, id: uuid(), details: '{"reason":"x"}', state: 'applied', result: '{"attempts":1}' })
      .execute();
    await db.updateTable('tasks').set({ state: 'done', outcome: 'disqualified', closedAt: ago }).execute();
    expect(await found(world)).toEqual({ waitsOnClosedTask: 1 });
    expect(await repairAll(world)).toEqual(['waitsOnClosedTask: sent the rep’s report']);
    await fay.becomes('disqualified');
    await world.eventually('nothing is left', async () => Object.keys(await found(world)).length === 0);
    expect(await db.selectFrom('tasks').select(['id', 'state']).execute()).toEqual([{ id: task.id, state: 'done' }]);
  });

  test('a task that was closed while a lead waits for it is reopened, and a lost report must be repeated', async () => {
    await using world = await beginWorld(servers);
    const { db } = world;
    const gil = await world.lead({ email: 'gil@closed.example' });
    await gil.gets('guide');
    await gil.does('demoRequested');
    const sdr = await gil.isHeldBy('sdr-team');
    const { id } = await db.selectFrom('tasks').select('id').executeTakeFirstOrThrow();
    const ago = new Date(world.now - 3_600_000);
    const lost = { taskId: id, repId: world.reps[sdr], details: '{}', at: ago };
    await db
      .insertInto('dispositions')
      .values([
        { ...lost, id: uuid(), disposition: 'noAnswer', state: 'submitted' },
        { ...lost, id: uuid(), disposition: 'voicemail', state: 'queued', result: '{"attempts":1}' },
      ])
      .execute();
    await db.updateTable('tasks').set({ state: 'cancelled', closedAt: ago }).execute();
    const unheard = { type: 'signal', name: 'factsChanged', payload: { id: uuid(), at: world.now } };
    const message = { leadId: gil.id, message: JSON.stringify(unheard), at: new Date(world.now) };
    await db
      .insertInto('outbox')
      .values({ ...message, id: uuid(), state: 'undeliverable', error: 'LeadNotRunning' })
      .execute();
    expect(await found(world)).toEqual({ waitsOnClosedTask: 1, reportUnsettled: 2, outboxUnheard: 1 });
    expect((await repairAll(world)).toSorted()).toEqual([
      'outboxUnheard: scheduled for delivery again',
      'reportUnsettled: marked as applied',
      'reportUnsettled: marked as rejected',
      'waitsOnClosedTask: reopened the task',
    ]);
    await world.eventually('nothing is left', async () => Object.keys(await found(world)).length === 0);
    await gil.isReported(sdr, 'disqualified', { reason: 'closed down' });
    await gil.becomes('disqualified');
  });

  test('abandoned work is found and repaired', async () => {
    await using world = await beginWorld(servers);
    const [ann, ben] = [await world.lead({ email: 'ann@left.example' }), await world.lead({ email: 'ben@left.example' })];
    for (const one of [ann, ben]) await one.gets('guide');
    const { db } = world;
    const ago = new Date(Date.now() - 3_600_000);
    const enrolment = await db.selectFrom('enrolments').selectAll().where('leadId', '=', ann.id).executeTakeFirstOrThrow();
    const touch = {
      leadId: ann.id,
      enrolmentId: enrolment.id,
      campaignId: enrolment.campaignId,
      track: 'educate',
      claimedAt: new Date(world.now),
      owner: randomUUID(),
      realLeaseUntil: ago,
    };
    await db
      .insertInto('touches')
      .values([
        { ...touch, key: `${enrolment.id}/9/1`, content: 'news', state: 'sending', sentAt: new Date(world.now) },
        { ...touch, key: `${enrolment.id}/9/2`, content: 'checklist', state: 'claimed' },
        { ...touch, key: `${enrolment.id}/9/3`, content: 'open-day', state: 'sending', realLeaseUntil: null },
      ])
      .execute();
    const long = new Date(world.now - 3_600_000);
    await db
      .insertInto('outbox')
      .values([
        {
          id: uuid(),
          leadId: ben.id,
          message: JSON.stringify({ type: 'signal', name: 'factsChanged', payload: { id: uuid(), at: 0 } }),
          at: long,
          realAt: long,
          realNextAt: new Date(Date.now() + 3_600_000),
        },
        {
          id: uuid(),
          leadId: ann.id,
          message: JSON.stringify({ type: 'telegram' }),
          at: new Date(world.now),
          state: 'undeliverable',
        },
      ])
      .execute();
    const team = await db.selectFrom('teams').select('id').executeTakeFirstOrThrow();
    await db
      .insertInto('tasks')
      .values({
        id: uuid(),
        key: `${enrolment.id}/0/7`,
        leadId: ann.id,
        enrolmentId: enrolment.id,
        kind: 'call',
        teamId: team.id,
        state: 'open',
        clockFrom: long,
        because: 'test',
        openedAt: long,
      })
      .execute();
    expect(await found(world)).toEqual({
      sendingPastLease: 2,
      claimedPastLease: 1,
      taskWithoutLead: 1,
      outboxLate: 1,
      outboxUnknown: 1,
    });
    expect(await repairAll(world)).toEqual([
      'sendingPastLease: marked as in doubt',
      'sendingPastLease: marked as in doubt',
      'claimedPastLease: released, not sent',
      'taskWithoutLead: closed',
      'outboxLate: scheduled for delivery now',
      'outboxUnknown: not repaired: a newer version wrote this message and must deliver it',
    ]);
    await world.eventually('the rest is a note', async () => {
      const { findings } = await audit(auditDeps(world));
      return findings.map(({ fault }) => fault).join() === 'inDoubt,outboxUnknown';
    });
    await sql`delete from outbox where message ->> 'type' = 'telegram'`.execute(db);
    expect((await audit(auditDeps(world))).passes).toBe(true);
  });
});

test('rows that were removed, moved or emptied by hand are found and repaired', async () => {
  await using world = await beginWorld(servers);
  const { db } = world;
  const person = (name: string) => world.lead({ email: `${name}@hand.example` });
  // Dan agreed before an email went out to Ann that is moved to him.
  const dan = await person('dan');
  const [ann, ben, cleo, eve, fay] = [
    await person('ann'),
    await person('ben'),
    await person('cleo'),
    await person('eve'),
    await person('fay'),
  ];
  for (const one of [ann, ben, cleo, dan, eve, fay]) await one.gets('guide');
  for (const one of [ben, cleo, fay]) await one.does('demoRequested');
  for (const one of [ben, cleo, fay]) await one.isHeldBy('sdr-team');
  const tasksOf = async ({ id }: { id: string }) => await db.selectFrom('tasks').selectAll().where('leadId', '=', id).execute();
  const [gone] = await tasksOf(ben);
  const [waitedFor] = await tasksOf(cleo);

  for (const table of ['assignments', 'sla_events', 'alerts'])
    await sql`delete from ${sql.table(table)} where task_id = ${gone!.id}`.execute(db);
  await db.deleteFrom('tasks').where('id', '=', gone!.id).execute();
  const { trigger, ...beside } = { ...waitedFor!, id: uuid(), key: waitedFor!.key.replace(/\d+$/, '9') };
  await db
    .insertInto('tasks')
    .values({ ...beside, trigger: JSON.stringify(trigger) })
    .execute();
  await db.updateTable('touches').set({ leadId: dan.id }).where('leadId', '=', ann.id).execute();
  await db.updateTable('enrolments').set({ track: null, visit: 7 }).where('leadId', '=', dan.id).execute();
  await db.updateTable('tasks').set({ leadId: dan.id }).where('id', '=', waitedFor!.id).execute();
  await db.updateTable('enrolments').set({ visit: 9 }).where('leadId', '=', fay.id).execute();
  const asked = { id: uuid(), leadId: eve.id, kind: 'demoRequested', at: new Date(world.now), source: 'site' } as const;
  await db
    .insertInto('engagements')
    .values({ ...asked, verdict: 'human', human: true, isRequest: true })
    .execute();

  expect(await found(world)).toEqual({
    touchElsewhere: 1,
    sentTwice: 1,
    differs: 2,
    requestUnanswered: 1,
    taskElsewhere: 1,
    taskBeside: 1,
    taskGone: 1,
  });
  expect(await repairAll(world)).toEqual([
    'touchElsewhere: moved back',
    'sentTwice: not repaired: this can’t be undone',
    'differs: restored in the track "educate" as inquiry',
    expect.stringMatching(/^differs: restored in the track "qualif.*" as mql/),
    'requestUnanswered: opened a task for a rep',
    'taskElsewhere: moved back',
    'taskBeside: closed',
    expect.stringMatching(/^taskGone: restarted in the track/),
  ]);
  await world.eventually('nothing is left', async () => (await audit(auditDeps(world))).passes);
  expect((await tasksOf(cleo)).find(({ state }) => state === 'open')?.id).toBe(waitedFor!.id);
  expect(await tasksOf(eve)).toMatchObject([{ kind: 'request', state: 'open' }]);
  const again = async () => (await tasksOf(ben)).some(({ key, state }) => key === gone!.key && state === 'open');
  await world.eventually('the task that was removed is there again', again);
  await ben.isReported(await ben.isHeldBy('sdr-team'), 'disqualified', { reason: 'closed down' });
  await ben.becomes('disqualified');
});

test('the command prints the same as JSON, with what a repair would do, and exits with 1 if something is wrong', async () => {
  await using world = await beginWorld(servers);
  const ann = await world.lead({ email: 'ann@command.example' });
  await ann.gets('guide');
  const run = (...args: string[]) => command(world, ...args);
  expect(await run()).toMatchObject({ code: 0, stdout: expect.stringContaining('The audit passes') as string });
  await terminate(world, ann.id);
  await world.eventually('Temporal lists it no more', async () => (await liveWorkflows(world)).length === 0);
  const said = await run();
  expect(said.code).toBe(1);
  expect(said.stdout).toContain('1 leads in a program whose workflow is gone (workflowGone)');
  expect(said.stdout).toContain('--repair restarts them in their last track');
  const { code, stdout } = await run('--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ passes: false, findings: [{ fault: 'workflowGone', found: [{ leadId: ann.id }] }] });
  expect(JSON.parse((await run('--json', '--repair')).stdout)).toMatchObject({
    repaired: [{ fault: 'workflowGone' }],
    passes: true,
  });
});

test('an irreversible finding fails the audit until somebody acknowledges it with a reason, and the next case fails it again', async () => {
  await using world = await beginWorld(servers);
  const { db } = world;
  const ivy = await world.lead({ email: 'ivy@twice.example' });
  await ivy.gets('guide');
  const which = ['key', 'leadId', 'enrolmentId', 'campaignId', 'track', 'content', 'persona', 'state', 'claimedAt'] as const;
  const first = await db.selectFrom('touches').select(which).executeTakeFirstOrThrow();
  const goesOut = async (n: number) => {
    const key = `${first.enrolmentId}/8/${n}`;
    await db
      .insertInto('touches')
      .values({ ...first, key, sentAt: new Date(world.now + n * 1_000) })
      .execute();
    return key;
  };
  const second = await goesOut(0);
  await ivy.unsubscribes();
  const third = await goesOut(1);
  const before = await audit(auditDeps(world));
  expect(before.passes).toBe(false);
  expect(kindsOf(before)).toEqual({ sentTwice: 2, forbidden: 1 });
  expect(auditText(before)).toContain('--acknowledge ID --reason TEXT');
  expect(await repairAll(world)).toContainEqual('forbidden: not repaired: this can’t be undone');

  const wordless = await command(world, '--acknowledge', second, third);
  expect(wordless).toMatchObject({ code: 1, stderr: expect.stringContaining('belong together') as string });
  const unknown = await command(world, '--acknowledge', second, first.key, '--reason', 'A mistake');
  expect(unknown.stderr).toContain(`the audit has no finding with the id ${first.key}`);
  expect(await found(world)).toEqual({ sentTwice: 2, forbidden: 1 });

  const known = await command(world, '--acknowledge', second, third, '--reason', 'Ivy was told by phone');
  expect(known.code).toBe(0);
  expect(known.stdout).toContain('- 2 contents that went out to the same lead twice (sentTwice), acknowledged');
  expect(known.stdout).toMatch(/\d{4}-\d\d-\d\d cli\/\S+: Ivy was told by phone/);
  const result = await audit(auditDeps(world));
  expect(result).toMatchObject({ passes: true, findings: [] });
  expect(result.acknowledged.map(({ fault, id }) => [fault, id])).toEqual([
    ['sentTwice', second],
    ['sentTwice', third],
    ['forbidden', third],
  ]);
  const { items: acts } = await world.as('admin').audit.list({ action: 'audit.acknowledge' });
  expect(acts.map(({ outcome, subjects }) => [outcome, subjects])).toEqual([
    ['done', [second, third].toSorted()],
    ['refused', [first.key, second].toSorted()],
  ]);
  const again = { ids: [third], by: 'test', reason: 'Again' };
  await expect(acknowledge(auditDeps(world), result, again)).rejects.toThrow(`already acknowledged ${third}`);

  await goesOut(2);
  const after = await audit(auditDeps(world));
  expect(after.passes).toBe(false);
  expect(kindsOf(after)).toEqual({ sentTwice: 1, forbidden: 1 });
});
