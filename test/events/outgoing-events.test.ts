import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import pino from 'pino';
import { expect, test } from 'vitest';
import { note } from '../../activities/touch/alarm.ts';
import { app } from '../support/app.ts';
import type { AnyEventRow } from '../../db/events/event-row.ts';
import { installEvents } from '../../db/events/install-events.ts';
import { eventsSince } from '../../db/events/outgoing.ts';
import type { Db } from '../../db/database.ts';
import { makeReady } from '../../db/ready.ts';
import { testDatabase } from '../../testing/database.ts';
import { publish } from '../../worker/deliver-events.ts';
import { outgoingEvents } from '../../db/events/outgoing-events.ts';
import { DAY } from '../../domain/time/duration.ts';
import { watchSending } from '../../services/alerts/watch-sending.ts';
import { nightly } from '../../services/intake/nightly.ts';
import { bounces, writesBack } from '../support/mail-to-us.ts';
import { beginStory, type Story } from '../support/story.ts';
import { guide } from '../support/guide.ts';

/** What was told in any of the stories. */
const seen = new Set<string>();

/** What other systems hear of a lead. */
async function told(story: Story, leadId: string): Promise<string[]> {
  await story.relay();
  const { events } = await story.as('admin').events.since({ most: 1_000 });
  for (const { type, data } of events) {
    const { data: fields } = outgoingEvents[type] as unknown as AnyEventRow;
    expect(Object.keys(fields)).toEqual(expect.arrayContaining(Object.keys(data)));
    seen.add(type);
  }
  return events.flatMap((event) => (event.leadId === leadId ? [`${event.type}: ${event.text}`] : []));
}

test('other systems are told about a lead from its enrolment to a deal', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ email: 'ann@pier7.example' });
  await ann.does('demoRequested');
  await story.runFor('1 hour');
  const sdr = (await ann.holder())!;
  await ann.isReported(sdr, 'qualified', { guide, meetingAt: story.now + 2 * DAY });
  await story.runFor('1 hour');
  const owner = (await ann.holder())!;
  await ann.isReported(owner, 'accepted');
  await ann.isReported(owner, 'opportunity', { amount: 12_000, nextStep: 'offer', closeAt: story.now + 30 * DAY });
  await ann.isReported(owner, 'won', { learned: 'The price was right' });
  expect(await told(story, ann.id)).toMatchInlineSnapshot(`
    [
      "lead.enrolled: is in the campaign "Story"",
      "touch.sent: got the email guide",
      "lead.engaged: asked for a demo",
      "lead.salesReady: is ready for sales: asked for a demo",
      "lead.stageChanged: is MQL: asked for a demo",
      "task.opened: has a call task for sdr-team: asked for a demo",
      "task.escalated: waits for a rep: fastTrack, remind",
      "task.escalated: waits for a rep: fastTrack, alertManager",
      "task.assigned: has a call task that goes to another rep",
      "task.escalated: waits for a rep: fastTrack, reassign",
      "task.closed: has a call task that is done: qualified",
      "task.reported: is reported as qualified",
      "task.opened: has an acceptance task for deal-team: asked for a demo",
      "touch.sent: got the email meeting",
      "task.reported: is reported as accepted",
      "lead.stageChanged: is SAL: accepted",
      "touch.sent: got the email introduction",
      "deal.opened: has an opportunity of 12000",
      "task.reported: is reported as opportunity",
      "lead.stageChanged: is Opportunity: reported by the salesperson",
      "deal.closed: has an opportunity of 12000 that is won",
      "task.closed: has an opportunity task that is done: won",
      "task.reported: is reported as won",
      "lead.stageChanged: is Customer: won",
      "program.ended: ends as Customer: won",
    ]
  `);
});

test('other systems are told about a lead that says no, and about one that nobody calls', async () => {
  await using story = await beginStory({ slaMode: 'enforce' });
  const ann = await story.lead({ email: 'ann@pier7.example' });
  const ben = await story.lead({ email: 'ben@pier8.example' });
  await ann.gets('guide');
  await ann.unsubscribes();
  await ben.does('demoRequested');
  await story.runFor('3 days');
  expect(await told(story, ann.id)).toMatchInlineSnapshot(`
    [
      "lead.enrolled: is in the campaign "Story"",
      "touch.sent: got the email guide",
      "lead.optedOut: says no: unsubscribed",
      "lead.stageChanged: is Archived: unsubscribed",
      "program.ended: ends as Archived: unsubscribed",
    ]
  `);
  expect(await told(story, ben.id)).toMatchInlineSnapshot(`
    [
      "lead.enrolled: is in the campaign "Story"",
      "touch.sent: got the email guide",
      "lead.engaged: asked for a demo",
      "lead.salesReady: is ready for sales: asked for a demo",
      "lead.stageChanged: is MQL: asked for a demo",
      "task.opened: has a call task for sdr-team: asked for a demo",
      "task.escalated: waits for a rep: fastTrack, remind",
      "task.escalated: waits for a rep: fastTrack, alertManager",
      "task.assigned: has a call task that goes to another rep",
      "task.escalated: waits for a rep: fastTrack, reassign",
      "task.escalated: waits for a rep: fastTrack, decide",
    ]
  `);
});

test('other systems are told about a bounced email, a refused one, and a parked lead', async () => {
  const workflows = fileURLToPath(new URL('../stories/own-steps/workflows.ts', import.meta.url));
  await using story = await beginStory({ program: 'greeting', workflows });
  const ann = await story.lead({ email: 'ann@pier7.example' });
  await story.runFor('1 hour');
  const { key } = await story.db.selectFrom('touches').select('key').where('leadId', '=', ann.id).executeTakeFirstOrThrow();
  await bounces(story, ann, '5.1.1');
  await story.db.updateTable('touches').set({ state: 'inDoubt' }).where('key', '=', key).execute();
  await story.as('admin').ops.settle({ key, state: 'refused' });
  expect(await told(story, ann.id)).toMatchInlineSnapshot(`
    [
      "lead.enrolled: is in the campaign "Story"",
      "touch.sent: got the email guide",
      "task.opened: has an operations task for deal-team",
      "lead.parked: is parked in the track greet: STEP_UNKNOWN at step 2, run crm",
      "touch.bounced: did not get the email guide, which came back",
      "touch.refused: did not get the email guide: settledByHand",
    ]
  `);
});

test('other systems are not told what a rep wrote about a person', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await writesBack(story, ann, 'Hm.');
  const { id: taskId } = await story.db.selectFrom('tasks').select('id').where('kind', '=', 'reply').executeTakeFirstOrThrow();
  await story.asRep('sam').tasks.close({ taskId, outcome: 'is ill: call her husband' });
  expect((await told(story, ann.id)).filter((one) => one.startsWith('task.closed'))).toEqual([
    'task.closed: has a reply task that is done',
  ]);
});

test('other systems are told that a report was taken back, but not that the lead is ready for sales again', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const sdr = (await ann.holder())!;
  const { taskId } = await ann.task(sdr);
  await ann.isReported(sdr, 'disqualified', {}, 'notABuyer');
  await story.asRep(sdr).tasks.undo({ taskId });
  await story.settle();
  expect((await told(story, ann.id)).slice(-6)).toMatchInlineSnapshot(`
    [
      "task.closed: has a call task that is done: not a fit",
      "task.reported: is reported as not a fit: notABuyer",
      "lead.stageChanged: is Disqualified: an SDR found that it does not fit",
      "program.ended: ends as Disqualified: an SDR found that it does not fit",
      "task.takenBack: is no longer reported as not a fit",
      "lead.stageChanged: is MQL: asked for a demo",
    ]
  `);
});

test('other systems are told what is held, what continues, and that a person must decide', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  const { id: campaignId } = await story.db.selectFrom('campaigns').select('id').executeTakeFirstOrThrow();
  const { ops } = story.as('admin');
  await ops.stopEverything({ because: 'a bought list' });
  await ops.startAgain();
  const marketer = story.as('marketer').campaigns;
  await marketer.pause({ campaignId, because: 'a wrong price' });
  await marketer.resume({ campaignId });
  await marketer.stop({ campaignId, because: 'a wrong list' });
  const text = { id: randomUUID(), channel: 'sms', address: '491511', body: 'Call me', receivedAt: new Date(story.now) };
  await story.db
    .insertInto('incomingTexts')
    .values({ ...text, state: 'waiting' })
    .execute();
  await nightly(story.db, app.policy, randomUUID, { at: Date.parse('2026-03-12T03:00:00Z'), zone: 'UTC' });
  await told(story, ann.id);
  const { events } = await story.as('admin').events.since({ most: 1_000 });
  expect(
    events.filter(({ type }) => /^(sending|campaign|intake)\./.test(type)).map(({ type, text: words }) => `${type}: ${words}`),
  ).toMatchInlineSnapshot(`
    [
      "campaign.launched: The campaign "Story" (newcomers) was started",
      "sending.stopped: All sending was stopped",
      "sending.resumed: Sending was resumed",
      "campaign.paused: The campaign "Story" was paused",
      "campaign.resumed: The campaign "Story" goes on",
      "campaign.stopped: The campaign "Story" was stopped",
      "intake.unattended: Nobody looks after 1 people or messages",
    ]
  `);
});

test('other systems are told that no email gets through, that too many bounce, and that an alert was lost', async () => {
  await using story = await beginStory();
  const { db } = story;
  const ann = await story.lead({ email: 'ann@pier7.example' });
  await ann.gets('guide');
  await bounces(story, ann, '5.1.1');
  await ann.does('demoRequested');
  await story.runFor('1 minute');
  const clock = { spec: { origin: 0, realOrigin: 0, speed: 1 }, now: () => story.now };
  await note({ db, log: pino({ level: 'silent' }), clock }, 'email', 'loginRefused');
  const sending = { ...app.policy.sending, alarm: { bounces: 0.5, complaints: 0.1, emails: 1 } };
  await watchSending(db, { sending }, randomUUID, story.now);
  await db.updateTable('alerts').set({ state: 'refused' }).where('kind', '=', 'opened').execute();
  await told(story, ann.id);
  const { events } = await story.as('admin').events.since({ most: 1_000 });
  expect(events.filter(({ type }) => /^(sending|alert)\./.test(type)).map(({ type, text }) => `${type}: ${text}`))
    .toMatchInlineSnapshot(`
    [
      "sending.failing: No email gets through: the mail server refuses our login",
      "sending.suspect: Of 1 emails, 1 bounced and 0 caused complaints",
      "alert.failed: an alert of the kind opened is refused",
    ]
  `);
});

test('other systems are told about leads and companies that are merged, and unmerged', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  const own = await story.lead({ email: 'ann@quay.example', company: 'Quay' });
  const marketer = story.as('marketer');
  const { accountId, droppedId } = await marketer.accounts.merge({ keep: 'pier7.example', drop: 'quay.example' });
  await marketer.accounts.unmerge({ account: 'pier7.example' });
  await marketer.leads.merge({ keep: ann.id, drop: own.id });
  await marketer.leads.unmerge({ leadId: ann.id });
  const lines = await told(story, ann.id);
  expect(lines.filter((line) => line.includes('merged'))).toEqual([
    'lead.merged: is one person with another lead',
    'lead.unmerged: is no longer one person with another lead',
  ]);
  const { events } = await story.as('admin').events.since({ types: ['account.merged', 'account.unmerged'] });
  expect(events.map(({ type, data }) => [type, data])).toEqual([
    ['account.merged', { accountId, droppedId }],
    ['account.unmerged', { accountId, droppedId }],
  ]);
});

test('each event of the table was told in one of these stories', () => {
  expect([...seen].toSorted()).toEqual(Object.keys(outgoingEvents).toSorted());
});

test('a database whose triggers are those of another version is not ready, and gets them when it is migrated', async () => {
  await using it = await testDatabase();
  await sql`comment on table outgoing_events is 'another version'`.execute(it.db);
  await expect(makeReady(it.db, { mayMigrate: false })).rejects.toThrow('lacks the triggers of outgoing events');
  await makeReady(it.db, { mayMigrate: true });
  expect(await makeReady(it.db, { mayMigrate: false })).toEqual([]);
});

test('a polling system does not miss an event that is committed late', async () => {
  await using it = await testDatabase();
  const written = (db: Db, name: string) =>
    sql`insert into outgoing_events (type, at, data) values ('campaign.launched', now(), ${JSON.stringify({ name })}::jsonb)`.execute(
      db,
    );
  const since = async (after = '0') => {
    await publish(it.db, {});
    return await eventsSince(it.db, { after, most: 10 });
  };
  const slow = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const late = it.db.transaction().execute(async (trx) => {
    await written(trx, 'late');
    begun.resolve();
    await slow.promise;
  });
  await begun.promise;
  await written(it.db, 'early');
  const first = await since();
  slow.resolve();
  await late;
  const names = [...first, ...(await since(first.at(-1)?.seq))].map(({ event }) => event.data['name']);
  expect(names).toEqual(['early', 'late']);
});

test('an event that is no longer in the table is not sent', async () => {
  await using it = await testDatabase();
  await makeReady(it.db, { mayMigrate: true });
  await sql`create function tell_lead_vanished() returns trigger language plpgsql as 'begin insert into outgoing_events (type, at) values (''lead.vanished'', now()); return null; end'`.execute(
    it.db,
  );
  await sql`create trigger tell_lead_vanished after insert on accounts for each row execute function tell_lead_vanished()`.execute(
    it.db,
  );
  await sql`comment on table outgoing_events is 'an earlier version'`.execute(it.db);
  await installEvents(it.db);
  await it.db.insertInto('accounts').values({ id: randomUUID(), name: 'Pier 7', createdAt: new Date() }).execute();
  const { rows } = await sql`select from outgoing_events where type = 'lead.vanished'`.execute(it.db);
  expect(rows).toEqual([]);
});
