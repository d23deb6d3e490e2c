import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { savePrograms } from '../../db/campaigns/programs.ts';
import { isUnanswered } from '../../db/touches/unanswered.ts';
import { contactability, type Channel } from '../../domain/contact/contactability.ts';
import { quoteStyles } from '../support/quote-styles.ts';
import { createWorld, NOON, type World } from './world.ts';
import { sheetsOf } from '../support/sheets.ts';

let world: World;
let sam: string;
let email: string;
let leadId: string;

beforeAll(async () => {
  world = await createWorld();
  sam = await world.rep('sdr', 'Sam Hill');
});
afterAll(() => world[Symbol.asyncDispose]());

beforeEach(async () => {
  email = `ann-${randomUUID()}@pier7.example`;
  leadId = await world.lead(email);
});

async function writes(body: string, { type = 'text/plain', subject = 'Re: The guide', from = email } = {}) {
  const raw = [
    'Authentication-Results: mx.mail.example.com; dmarc=pass header.from=pier7.example', `From: Ann <${from}>`, 'To: hello@mail.example.com', `Subject: ${subject}`, `Message-ID: <${randomUUID()}@pier7.example>`,
    'MIME-Version: 1.0', `Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: 8bit', '', body.replaceAll(/\r?\n/g, '\r\n'),
  ].join('\r\n'); // prettier-ignore
  const headers = { ...(await world.key('intake')), 'content-type': 'message/rfc822' };
  const { statusCode } = await world.api.inject({ method: 'POST', url: '/webhooks/mail', payload: raw, headers });
  expect(statusCode).toBe(200);
  return await world.db
    .selectFrom('engagements')
    .select(['id', 'reply'])
    .where('leadId', '=', leadId)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

const tasks = () => world.db.selectFrom('tasks').selectAll().where('leadId', '=', leadId).orderBy('id').execute();
const asSam = () => world.as('rep', sam);
async function may(channel: Channel) {
  const { consents, suppressions } = await permissionsOf(world.db, leadId);
  return contactability(world.deps.policy.consent, consents, suppressions, channel, world.now);
}
const mayMail = () => may('email');

test('a reply of a lead in no program becomes a task with an SLA, and the rep can read it', async () => {
  await writes('Forwarded to a colleague.\n\nOn Tue, 10 Mar 2026 at 11:00, Sundry <hello@mail.example.com> wrote:\n> unsubscribe');
  const [task] = await tasks();
  expect(task).toMatchObject({ kind: 'reply', state: 'open', assigneeId: sam, sla: 'reply', enrolmentId: null });
  // Two working hours after eleven in Berlin.
  expect(task?.dueAt).toEqual(new Date(NOON + 2 * 3_600_000));
  const mine = (await sheetsOf(asSam())).find(({ taskId }) => taskId === task?.id);
  expect(mine?.messages).toMatchObject([{ subject: 'Re: The guide', body: 'Forwarded to a colleague.' }]);
  expect(mine?.mayReport.map(({ disposition }) => disposition)).toEqual([
    'answered',
    'notInterested',
    'later',
    'leftCompany',
    'doNotContact',
  ]);
}); // prettier-ignore

test.each([
  ['interested', 'Yes, please call me tomorrow.'],
  ['question', 'Does it work with SAP?'],
  ['later', 'Not now. Maybe next quarter.'],
  ['notInterested', 'Not interested.'],
  ['leftCompany', 'Ann Lee is no longer with the company.'],
  ['unclear', 'Hm.'],
])('%s is a task, and marketing waits until a person has closed it', async (kind, body) => {
  expect(await writes(body)).toMatchObject({ reply: kind });
  expect(await tasks()).toMatchObject([{ kind: 'reply' }]);
  expect(await mayMail()).toEqual({ may: true });
});

test('a request for no more emails closes email, and opens no task', async () => {
  expect(await writes('STOP')).toMatchObject({ reply: 'stop' });
  expect(await tasks()).toEqual([]);
  expect(await mayMail()).toMatchObject({ may: false, because: 'unsubscribed' });
});

test.each(quoteStyles.filter((_, n) => n % 9 === 0).map((style) => [style.name, style] as const))(
  '%s is read at this route as well',
  async (_, { type, write }) => {
    const mail = {
      from: { name: 'Sundry', address: 'hello@mail.example.com' },
      to: { name: 'Ann', address: email },
      subject: 'The guide',
      text: 'Hi Ann,\n\nhere it is.\n\nTo stop these emails, unsubscribe: https://go.example.com/u/x',
    };
    const { reply } = (await writes(write('Yes, please call me tomorrow.', mail), { type: `text/${type === 'html' ? 'html' : 'plain'}` }))!;
    expect(reply).toBe('interested');
  },
); // prettier-ignore

test('entities in HTML are decoded, both for understanding and for saving', async () => {
  const act = await writes('<p>Bitte&nbsp;sp&auml;ter, danke. M&uuml;ller &amp; S&ouml;hne</p>', { type: 'text/html' });
  expect(act?.reply).toBe('later');
  const words = await world.db.selectFrom('words').select('body').where('engagementId', '=', act!.id).executeTakeFirst();
  expect(words?.body).toBe('Bitte später, danke. Müller & Söhne');
});

test('a quote in an unknown style does not count, because the text that was sent is known', async () => {
  leadId = await world.enrolled(email);
  await world.touch(leadId);
  const text = 'Dear {{lead.firstName}},\n\nto hear no more of us please unsubscribe me from this list by one click.\n\n{{sender.name}}';
  await world.db.updateTable('contentVersions').set({ text }).execute();
  expect(await writes('Thanks, received.\n\nto hear no more of us please\nunsubscribe me from this list by one click.')).toMatchObject({ reply: 'unclear' });
}); // prettier-ignore

test('their own words count, although our footer says nearly the same', async () => {
  leadId = await world.enrolled(email);
  await world.touch(leadId);
  const text = 'Hello,\n\nhere it is.\n\nIf you no longer want these emails, unsubscribe here: {{links.unsubscribe}}';
  await world.db.updateTable('contentVersions').set({ text }).execute();
  expect(await writes('I no longer want these emails.')).toMatchObject({ reply: 'stop' });
});

test('the team that reads replies is the one that the program names', async () => {
  leadId = await world.enrolled(email);
  const tom = await world.rep('salesperson', 'Tom Field', 'reply-desk');
  await savePrograms(world.db, [{ id: 'newcomers', repliesTo: 'reply-desk' }]);
  await writes('Hm.');
  expect(await tasks()).toMatchObject([{ kind: 'reply', assigneeId: tom }]);
  await savePrograms(world.db, [{ id: 'newcomers' }]);
});

test('a reply goes to a team with active reps, not to one that all reps have left', async () => {
  leadId = await world.enrolled(email);
  const gone = await world.rep('salesperson', 'Gone Field', 'old-desk');
  await world.db.updateTable('reps').set({ active: false }).where('id', '=', gone).execute();
  await savePrograms(world.db, [{ id: 'newcomers', repliesTo: 'old-desk' }]);
  await writes('Hm.');
  expect(await tasks()).toMatchObject([{ kind: 'reply', assigneeId: sam, state: 'open' }]);
  await savePrograms(world.db, [{ id: 'newcomers' }]);
});

test('a reply that arrived while all reps were away is in the queue of the one who returns', async () => {
  await using bare = await createWorld();
  const early = await bare.rep('sdr', 'Early Bird');
  await bare.db.updateTable('reps').set({ active: false }).execute();
  const lead = await bare.lead(email);
  const raw = `Authentication-Results: mx.mail.example.com; dmarc=pass header.from=pier7.example\r\nFrom: ${email}\r\nSubject: Re: The guide\r\n\r\nNot interested.\r\n`;
  await bare.api.inject({ method: 'POST', url: '/webhooks/mail', payload: raw, headers: { ...(await bare.key('intake')), 'content-type': 'message/rfc822' } });
  const back = await bare.rep('sdr', 'Back Again');
  const elsewhere = await bare.rep('sdr', 'Else Where', 'other-desk');
  expect(await sheetsOf(bare.as('rep', elsewhere))).toEqual([]);
  const [task] = await sheetsOf(bare.as('rep', back));
  expect(task).toMatchObject({ kind: 'reply', messages: [{ body: 'Not interested.' }] });
  await bare.as('rep', back).tasks.report({ id: v7(), taskId: task!.taskId, disposition: 'answered', details: {} });
  expect(await sheetsOf(bare.as('rep', early))).toEqual([]);
  expect(await bare.db.selectFrom('tasks').select('state').where('leadId', '=', lead).execute()).toEqual([{ state: 'done' }]);
}); // prettier-ignore

test('without a team for the task, the reply is listed, and holds back marketing until a person dismisses it', async () => {
  await using bare = await createWorld();
  const lead = await bare.lead(email);
  const raw = `Authentication-Results: mx.mail.example.com; dmarc=pass header.from=pier7.example\r\nFrom: ${email}\r\nSubject: Re: The guide\r\n\r\nNot interested.\r\n`;
  const headers = { ...(await bare.key('intake')), 'content-type': 'message/rfc822' };
  const { body } = await bare.api.inject({ method: 'POST', url: '/webhooks/mail', payload: raw, headers });
  expect(JSON.parse(body)).toEqual({ status: 'recorded', kind: 'reply', leadId: lead });
  const isHeld = async () =>
    (
      await bare.db
        .selectFrom('leads')
        .select(isUnanswered(sql`leads.id`).as('held'))
        .where('id', '=', lead)
        .executeTakeFirstOrThrow()
    ).held;
  expect(await isHeld()).toBe(true);
  const [waiting] = (await bare.as('marketer').mail.unmatched({})).items;
  expect(waiting).toMatchObject({ leadId: lead, because: 'noTeam', kind: 'reply' });
  await bare.as('marketer').mail.dismiss({ id: waiting!.id });
  expect(await isHeld()).toBe(false);
});

test('what came of a reply is reported once, and closes its task', async () => {
  await writes('Hm.');
  const [task] = await tasks();
  const report = { id: v7(), taskId: task!.id, disposition: 'notInterested', reason: 'noNeed', details: {} } as const;
  expect(await asSam().tasks.report(report)).toMatchObject({ status: 'applied', next: 'endMarketing' });
  expect(await asSam().tasks.report(report)).toMatchObject({ status: 'applied', next: 'endMarketing' });
  expect(await tasks()).toMatchObject([{ state: 'done', outcome: 'notInterested' }]);
  expect(await mayMail()).toMatchObject({ may: false, because: 'notInterested' });
  await expect(asSam().tasks.report({ ...report, id: v7() })).rejects.toMatchObject({ data: { code: 'taskClosed' } });
  await expect(asSam().tasks.report({ ...report, reason: undefined, disposition: 'answered' })).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT' });
}); // prettier-ignore

test('a lead who asks not to be contacted is not contacted on the channels that they name', async () => {
  await writes('Hm.');
  const [task] = await tasks();
  const details = { channels: ['email' as const, 'phone' as const] };
  await asSam().tasks.report({ id: v7(), taskId: task!.id, disposition: 'doNotContact', details });
  expect([await may('email'), await may('phone')]).toMatchObject([{ because: 'doNotContact' }, { because: 'doNotContact' }]);
});

test('a reply that the lead has left opens a task to find the successor', async () => {
  await writes('Ann Lee is no longer with the company.');
  const [task] = await tasks();
  await asSam().tasks.report({ id: v7(), taskId: task!.id, disposition: 'leftCompany', details: {} });
  expect(await tasks()).toMatchObject([
    { kind: 'reply', state: 'done' },
    { kind: 'findContact', state: 'open', assigneeId: sam },
  ]);
});

test('what belongs to another kind of task, or to another team, is refused', async () => {
  await writes('Hm.');
  const [task] = await tasks();
  const tom = await world.rep('salesperson', 'Tim Field', 'deal-team');
  const report = { id: v7(), taskId: task!.id, disposition: 'answered', details: {} } as const;
  await expect(world.as('rep', tom).tasks.report(report)).rejects.toMatchObject({ data: { code: 'otherTeam' } });
  await expect(asSam().tasks.report({ ...report, disposition: 'noAnswer' })).rejects.toMatchObject({ data: { code: 'dispositionNotForTask' } });
  const call = await world.task(await world.enrolled(`bob-${randomUUID()}@pier7.example`), sam);
  await expect(asSam().tasks.report({ ...report, taskId: call })).rejects.toMatchObject({ data: { code: 'dispositionNotForTask' } });
}); // prettier-ignore

test('a reply that was given to a rep of another team is reported, or closed, by them', async () => {
  const tim = await world.rep('salesperson', 'Tim Field', 'deal-team');
  const asTim = world.as('rep', tim);
  for (const finish of [
    (taskId: string) => asTim.tasks.report({ id: v7(), taskId, disposition: 'answered', details: {} }),
    (taskId: string) => asTim.tasks.close({ taskId, outcome: 'answered' }),
  ]) {
    await writes('Hm.');
    const taskId = (await tasks()).at(-1)!.id;
    await expect(finish(taskId)).rejects.toMatchObject({ data: { code: 'otherTeam' } });
    await world.db.updateTable('tasks').set({ assigneeId: tim }).where('id', '=', taskId).execute();
    await finish(taskId);
    expect((await tasks()).at(-1)).toMatchObject({ state: 'done', outcome: 'answered' });
    await expect(asTim.tasks.claim({ taskId })).rejects.toMatchObject({ data: { code: 'otherTeam' } });
  }
});
