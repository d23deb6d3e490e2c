import pino from 'pino';
import { expect, test } from 'vitest';
import { note } from '../../activities/touch/alarm.ts';
import { slack } from '../../sinks/slack.ts';
import type { Sink } from '../../sinks/sink.ts';
import { deliverTo, publish } from '../../worker/deliver-events.ts';
import { httpServer } from '../support/http-server.ts';
import { createWorld, NOON } from '../api/world.ts';

/** What the operators' channel hears: rungs, and whatever email can't tell them. */
const operators = (url: string): Sink =>
  slack({ url, events: ['task.escalated', 'sending.failing', 'sending.suspect', 'alert.failed', 'intake.unattended'] });

test('a Slack channel is told about rungs, and about trouble that email can’t report', async () => {
  await using receiver = await httpServer(() => ({ status: 200 }));
  await using world = await createWorld();
  const { db, deps } = world;
  const channel = operators(receiver.url);
  const taskId = await world.task(await world.lead(), await world.rep('sdr', 'Sam'));
  const rung = {
    taskId,
    sla: 'firstAttempt',
    rung: 'remind',
    mode: 'enforce',
    round: 1,
    dueAt: new Date(NOON),
    at: new Date(NOON),
  } as const;
  const { leadId } = await db.selectFrom('tasks').select('leadId').where('id', '=', taskId).executeTakeFirstOrThrow();
  await db
    .insertInto('slaEvents')
    .values({ ...rung, leadId })
    .execute();
  await note({ db, log: pino({ level: 'silent' }), clock: deps.clock }, 'email', 'loginRefused');
  await publish(db, { channel });
  const all = { db, sinks: { channel }, policy: deps.policy, log: deps.log, realNow: () => Date.now() };
  while ((await deliverTo(all, 'channel', channel)) > 0);
  expect(receiver.heard.map(({ body }) => (JSON.parse(body) as { text: string }).text).toSorted()).toEqual([
    '*ann@pier7.example (pier7.example)* waits for a rep: firstAttempt, remind',
    'No email gets through: the mail server refuses our login',
  ]);
});
