import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import { guide } from '../support/guide.ts';
import { writesBack } from '../support/mail-to-us.ts';
import { fillsIn } from '../weeks/doors.ts';
import { beginStory, type RepName, type Story } from '../support/story.ts';

const emailsTo = (story: Story, rep: RepName) => story.mail.to(`${rep}@mail.example.com`);

/** The subjects of the alerts about tasks that a rep got. */
const alertsOf = (story: Story, rep: RepName): string[] =>
  emailsTo(story, rep)
    .map(({ subject }) => subject)
    .filter((subject) => !/^(Your day|The week of)/.test(subject));

/** What became of the alerts about tasks, in order. */
async function ledger(story: Story): Promise<string[]> {
  const aboutTasks = story.db.selectFrom('alerts').where('taskId', 'is not', null);
  const rows = await aboutTasks.select(['kind', 'state', 'reason']).orderBy('at').orderBy('id').execute();
  return rows.map(({ kind, state, reason }) => [kind, state, reason].filter(Boolean).join(' '));
}

const FRIDAY_EVENING = Date.parse('2026-03-13T18:00:00Z');
const MONDAY_AT_NINE = Date.parse('2026-03-16T08:00:00Z');

test('a rep is told about a task at once: who, why, until when, and a link; a reply goes to the lead', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ phone: '+49 30 901820' });
  await ann.does('demoRequested');
  await story.runFor('1 minute');
  const [email] = emailsTo(story, 'sam');
  expect(email).toMatchObject({
    subject: 'New call task: Ann Lee (Pier Seven) asked for a demo',
    replyTo: [{ address: ann.email }],
  });
  expect(email?.text.replace(/http\S+/, 'LINK')).toMatchInlineSnapshot(`
    "Lead: Ann Lee, Logistics Manager, Pier Seven
    Why: asked for a demo; it was their turn
    Due: Tue 10 Mar, 11:05 (Europe/Berlin)
    Assignee: Sam Rivers
    Phone: +49 30 901820
    Email: ann.lee@pier7.example
    Their time: Tue 10 Mar, 11:00 (Europe/Berlin)

    Open the task: LINK

    Write to the lead: mailto:ann.lee@pier7.example

    A reply to this email goes to the lead.

    --

    You get this email because of: I have a new task: a call, a reply to answer, a request. Choose your alerts in the console, under Settings.
    "
  `);
});

test('the link shows the task and changes nothing, as often as a scanner opens it', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  await story.runFor('1 minute');
  const url = emailsTo(story, 'sam')[0]!.links['task']!;
  const open = async () => await story.request(url, { method: 'GET', headers: {} });
  const [first, second] = [await open(), await open()];
  expect(first.statusCode).toBe(200);
  expect(first.body).toContain('<b>Task</b>: call task');
  expect(second.body).toBe(first.body);
  const tasks = await story.db.selectFrom('tasks').select(['state', 'attempts', 'firstAttemptAt']).execute();
  expect(tasks).toEqual([{ state: 'open', attempts: 0, firstAttemptAt: null }]);
  await ann.isReported('sam', 'disqualified', { reason: 'too small' });
  expect((await open()).body).toContain('This task is closed');
  expect((await story.request(`${url}x`, { method: 'GET', headers: {} })).statusCode).toBe(404);
});

test('each rung tells the person concerned, once', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  await story.runFor('9 days');
  expect({ sam: alertsOf(story, 'sam'), sue: alertsOf(story, 'sue'), mia: alertsOf(story, 'mia') }).toMatchInlineSnapshot(`
    {
      "mia": [
        "Nobody has acted on the call task: Ann Lee (Pier Seven)",
        "Decide about the call task: Ann Lee (Pier Seven)",
      ],
      "sam": [
        "New call task: Ann Lee (Pier Seven) asked for a demo",
        "Reminder of the call task: Ann Lee (Pier Seven)",
        "You no longer have the call task: Ann Lee (Pier Seven)",
      ],
      "sue": [
        "You now have the call task: Ann Lee (Pier Seven)",
        "Back to nurture: Ann Lee (Pier Seven), no rep acted in time",
      ],
    }
  `);
  expect(emailsTo(story, 'sam')[2]!.text).toContain('Now: no one acted in time; it was their turn');
});

test('who gets a task from another rep reads why', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  await story.asRep('mia').team.away({ rep: story.reps[rep], from: story.now, to: story.now + DAY, cover: story.reps.mia });
  await story.runFor('10 minutes');
  const { taskId } = await ann.task('mia');
  await story.asRep('mia').tasks.assign({ taskId, to: rep === 'sam' ? 'sue' : 'sam' });
  await story.runFor('1 hour');
  const now = (name: RepName, subject: string) =>
    /Now: (.*)/.exec(emailsTo(story, name).find((email) => email.subject.startsWith(subject))?.text ?? '')?.[1];
  expect(now('mia', 'You now have')).toMatch(/^(Sam Rivers|Sue Park) is away until 2026-03-11; covers for them$/);
  expect(now(rep === 'sam' ? 'sue' : 'sam', 'You now have')).toBe('Mia Stone assigned it to them');
});

test('an observed SLA reminds nobody, but the task itself causes an alert', async () => {
  await using story = await beginStory({ slaMode: 'observe' });
  const ann = await story.lead();
  await ann.does('demoRequested');
  await story.runFor('2 days');
  expect(await ann.ladder()).not.toEqual([]);
  expect(await ledger(story)).toEqual(['opened accepted']);
});

test('an alert waits for the rep to work, and is not sent when its matter is closed by then', async () => {
  await using story = await beginStory({ start: FRIDAY_EVENING });
  const [ann, bob] = [
    await story.lead(),
    await story.lead({ email: 'bob@quay9.example', company: 'Quay Nine', firstName: 'Bob' }),
  ];
  await ann.does('demoRequested');
  await bob.does('demoRequested');
  await story.runFor('1 day');
  expect(await ledger(story)).toEqual(['opened waiting', 'opened waiting']);
  await bob.isReported((await bob.holder())!, 'disqualified', { reason: 'too small' });
  await story.runFor('50 hours');
  expect(await ledger(story)).toContain('opened accepted');
  expect(await ledger(story)).toContain('opened never over');
  const { sentAt } = await story.db
    .selectFrom('alerts')
    .select('sentAt')
    .where('state', '=', 'accepted')
    .orderBy('sentAt')
    .limit(1)
    .executeTakeFirstOrThrow();
  expect(sentAt?.getTime()).toBeGreaterThanOrEqual(MONDAY_AT_NINE);
  expect(sentAt?.getTime()).toBeLessThan(MONDAY_AT_NINE + 6 * MINUTE);
});

test('a manager who was away is not told that nobody has acted, if a rep has acted since', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  const { mia } = story.reps;
  await story.asRep('mia').team.away({ rep: mia, from: story.now, to: story.now + 3 * HOUR });
  await ann.does('demoRequested');
  await story.runFor('40 minutes');
  expect(await ledger(story)).toContain('late waiting');
  await ann.isReported((await ann.holder())!, 'noAnswer');
  await story.runFor('3 hours');
  expect(await ledger(story)).toContain('late never over');
  expect(alertsOf(story, 'mia')).toEqual([]);
});

test('a reply tells the rep what the lead wrote', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await writesBack(story, ann, 'Which docks do you support? <script>alert(1)</script>');
  await story.runFor('1 day');
  const email = [...emailsTo(story, 'sam'), ...emailsTo(story, 'sue')].find(({ subject }) =>
    subject.startsWith('New reply task'),
  );
  expect(email?.text).toContain('> Which docks do you support?');
  expect(email?.html).not.toContain('<script>');
});

test('an alert about a reply has the phone number, unless the lead must not be called', async () => {
  await using story = await beginStory();
  const [ann, bob] = [
    await story.lead({ phone: '+49 30 901820' }),
    await story.lead({ email: 'bob@quay9.example', company: 'Quay Nine', firstName: 'Bob', phone: '+49 30 901821' }),
  ];
  await story.as('admin').contact.close({ leadId: bob.id, channel: 'phone', reason: 'doNotContact' });
  await story.runFor('1 day');
  for (const lead of [ann, bob]) await writesBack(story, lead, 'Call me on Thursday, please.');
  await story.runFor('1 day');
  const texts = [...emailsTo(story, 'sam'), ...emailsTo(story, 'sue')].map(({ text }) => text);
  const phones = texts.flatMap((text) => /^Phone: .*$/m.exec(text) ?? []);
  expect(new Set(phones)).toEqual(new Set(['Phone: +49 30 901820', 'Phone: not to be called: Asked not to be contacted']));
});

test('a salesperson learns when they meet the lead, and can put it into their calendar', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  await ann.isReported((await ann.holder())!, 'qualified', { guide, meetingAt: Date.parse('2026-03-12T13:00:00Z') });
  await story.runFor('1 hour');
  const seller = (await ann.holder())!;
  const email = emailsTo(story, seller).find(({ subject }) => subject.startsWith('New acceptance task'))!;
  expect(email.text).toContain('Meeting: Thu 12 Mar, 14:00 (Europe/Berlin)');
  const url = /Add the meeting to your calendar: (http\S+)/.exec(email.text)![1]!;
  expect(email.html).toContain(url.replaceAll('=', '&#x3D;'));
  const file = await story.request(url, { method: 'GET', headers: {} });
  expect([file.statusCode, file.body]).toEqual([200, expect.stringContaining('DTSTART:20260312T130000Z')]);
});

test('a rep chooses which alerts come', async () => {
  await using story = await beginStory();
  expect(await story.asRep('sam').alerts.preferences()).toContainEqual({
    kind: 'reminder',
    label: 'One of my tasks is waiting',
    wanted: true,
  });
  await story.asRep('sam').alerts.prefer({ kind: 'reminder', wanted: false });
  const ann = await story.lead();
  await ann.does('demoRequested');
  await story.runFor('20 minutes');
  expect(await ledger(story)).toEqual(['opened accepted', 'reminder never unwanted']);
  await story.asRep('sam').alerts.prefer({ kind: 'reminder', wanted: true });
  expect((await story.asRep('sam').alerts.preferences()).every(({ wanted }) => wanted)).toBe(true);
});

test('a manager sees how fast alerts are', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  await story.runFor('20 minutes');
  const tallies = await story.as('manager').ops.alerts({});
  expect(tallies).toMatchObject([
    { kind: 'opened', state: 'accepted', count: 1 },
    { kind: 'reminder', state: 'accepted', count: 1 },
  ]);
  for (const { p95Seconds } of tallies) expect(p95Seconds).toBeLessThan(5 * 60);
});

test('acts of a lead while a rep has their task cause one alert a day', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ seniority: 'director' });
  await ann.does('demoRequested');
  await story.runFor('1 minute');
  await ann.does('visited', { page: 'pricing' });
  await story.runFor('5 minutes');
  await ann.does('attended');
  await story.runFor('5 minutes');
  const all = (['tom', 'tia'] as const).flatMap((rep) => alertsOf(story, rep));
  expect(all.filter((subject) => subject.startsWith('Active again'))).toEqual([
    'Active again: Ann Lee (Pier Seven) visited a page',
  ]);
});

test('a day of acts is a day where the rep works', async () => {
  await using story = await beginStory({ slaMode: 'observe' });
  const ann = await story.lead();
  await ann.does('demoRequested');
  // A quarter past midnight in Berlin, and the morning after.
  for (const later of ['795 minutes', '9 hours', '1 day'] as const) {
    await story.runFor(later);
    await ann.does('visited', { page: 'pricing' });
  }
  await story.runFor('5 minutes');
  expect((await ledger(story)).filter((alert) => alert.startsWith('active'))).toEqual(['active accepted', 'active accepted']);
});

test('a lead who asks for a conversation while a rep has their task is news each time, whatever they did before on that day', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  await story.runFor('1 hour');
  const rep = (await ann.holder())!;
  await ann.does('visited', { page: 'pricing' });
  await story.runFor('30 minutes');
  await fillsIn(story, 'demo', { email: ann.email, message: 'Please call today.' });
  await story.runFor('5 minutes');
  expect(alertsOf(story, rep)).toContain('Active again: Ann Lee (Pier Seven) visited a page');
  const asksAgain = emailsTo(story, rep).filter(({ subject }) => subject.startsWith('Wants to talk'));
  expect(asksAgain.map(({ subject }) => subject)).toEqual(['Wants to talk: Ann Lee (Pier Seven) asked for a demo']);
  expect(asksAgain[0]!.text).toContain('> Please call today.');
});

test('the managers are told of a request about a task that nobody has', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  for (const rep of ['sam', 'sue'] as const)
    await story.asRep('mia').team.away({ rep: story.reps[rep], from: story.now, to: story.now + 30 * DAY });
  await ann.does('demoRequested');
  await story.runFor('5 minutes');
  expect(await ann.holder()).toBeUndefined();
  await ann.does('demoRequested');
  await story.runFor('5 minutes');
  expect(alertsOf(story, 'mia')).toEqual([
    'New call task: Ann Lee (Pier Seven) asked for a demo',
    'Wants to talk: Ann Lee (Pier Seven) asked for a demo',
  ]);
});

test('a request that opens a task of its own is told once', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  await ann.isReported((await ann.holder())!, 'qualified', { guide, meetingAt: story.now + DAY });
  const seller = (await ann.holder())!;
  await ann.isReported(seller, 'accepted');
  await ann.isReported(seller, 'opportunity', { amount: 40_000, closeAt: story.now + 40 * DAY, nextStep: 'Send the offer' });
  await story.runFor('10 minutes');
  const before = alertsOf(story, seller).length;
  await ann.does('demoRequested');
  await story.runFor('10 minutes');
  expect(alertsOf(story, seller).slice(before)).toEqual(['New request: Ann Lee (Pier Seven) asked for a demo']);
});

test('a rep who loses a task to another one is told, and so is one whose lead marketing takes back', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  const other = rep === 'sam' ? 'sue' : 'sam';
  const { taskId } = await ann.task(rep);
  await story.asRep('mia').tasks.assign({ taskId, to: story.reps[other] });
  await story.runFor('10 minutes');
  expect(alertsOf(story, rep).at(-1)).toBe('You no longer have the call task: Ann Lee (Pier Seven)');
  expect(alertsOf(story, other)).toContain('You now have the call task: Ann Lee (Pier Seven)');
  await story.as('marketer').leads.takeBack({ leadId: ann.id, because: 'a partner asks for them' });
  await story.runFor('10 minutes');
  expect(alertsOf(story, other).at(-1)).toBe('Back to nurture: Ann Lee (Pier Seven), marketing took it back');
  expect(emailsTo(story, other).at(-1)?.text).toContain('Now: marketing took it back');
});

test('a rep who gives a lead back gets no alert about it', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'notReady', { at: Date.parse('2026-06-01T08:00:00Z'), track: 'connect', reason: 'timing' });
  await story.runFor('10 minutes');
  expect(await ann.stage()).toBe('recycled');
  expect(alertsOf(story, rep).filter((subject) => subject.startsWith('Back to'))).toEqual([]);
});

test('a rep who was away hears nothing about a task that went to another rep and is closed by now', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  const other = rep === 'sam' ? 'sue' : 'sam';
  await story
    .asRep('mia')
    .team.away({ rep: story.reps[rep], from: story.now, to: story.now + 3 * DAY, cover: story.reps[other] });
  await ann.isReported(other, 'disqualified', { reason: 'too small' });
  await story.runFor('5 days');
  expect(await ledger(story)).toContain('taken never over');
  expect(alertsOf(story, rep).filter((subject) => subject.startsWith('You no longer have'))).toEqual([]);
});

test('a lead that goes back to nurture while nobody has its task is no news for the rep of an earlier round', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  const goesBack = async () => {
    await story.as('marketer').leads.takeBack({ leadId: ann.id, because: 'a partner asks for them' });
    await story.runFor('10 minutes');
    expect(await ann.stage()).toBe('recycled');
    return (await ledger(story)).filter((alert) => alert.startsWith('recycled'));
  };
  await ann.does('demoRequested');
  expect(await ann.holder()).toBeDefined();
  expect(await goesBack()).toEqual(['recycled accepted']);
  for (const rep of ['sam', 'sue'] as const)
    await story.asRep('mia').team.away({ rep: story.reps[rep], from: story.now, to: story.now + 30 * DAY });
  await ann.does('demoRequested');
  expect(await ann.holder()).toBeUndefined();
  expect(await goesBack()).toEqual(['recycled accepted']);
});
