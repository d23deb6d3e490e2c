import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type RepName, type Story } from '../support/story.ts';
import { guide } from '../support/guide.ts';
import { sheetsOf } from '../support/sheets.ts';

const workflows = fileURLToPath(new URL('practice/workflows.ts', import.meta.url));
const begin = async (): Promise<Story> => await beginStory({ program: 'practice', workflows });

/** Somebody who asked for a demo on Tuesday at eleven, in Berlin unless the story says otherwise. */
async function toBeCalled(story: Story, who: Parameters<Story['lead']>[0] = {}): Promise<{ ann: Person; rep: RepName }> {
  const ann = await story.lead(who);
  await ann.does('demoRequested');
  return { ann, rep: (await ann.holder())! };
}

const taskOf = async (story: Story, rep: RepName) => (await sheetsOf(story.asRep(rep)))[0]!;
const iso = (at: string | undefined): string | undefined => at?.slice(0, 16);
const told = async (story: Story, { id }: Person): Promise<string[]> =>
  (await story.as('marketer').leads.story({ leadId: id })).map(({ text }) => text);

test('a task is due at the target of its SLA, and from then on at its next rung', async () => {
  await using story = await begin();
  const { rep } = await toBeCalled(story);
  const dues: (string | undefined)[] = [];
  for (const minutes of [0, 16, 15]) {
    await story.engine.runFor(minutes * MINUTE);
    dues.push(iso((await taskOf(story, rep)).clock?.dueAt));
  }
  expect(dues).toEqual(['2026-03-10T10:05', '2026-03-10T10:30', '2026-03-10T11:00']);
});

test('a director gets a salesperson as fast as others get an SDR, with attempts and a call guide', async () => {
  await using story = await begin();
  const { ann, rep } = await toBeCalled(story, { seniority: 'director' });
  const task = await taskOf(story, rep);
  expect(task).toMatchObject({ kind: 'acceptance', clock: { sla: 'fastTrack' } });
  expect(iso(task.clock!.dueAt)).toBe('2026-03-10T10:05');
  expect(task.guide).toMatchObject({ willingToMeet: 'Are they willing to meet?' });
  await ann.isReported(rep, 'noAnswer', {}, 'rangOut');
  expect(await taskOf(story, rep)).toMatchObject({ taskId: task.taskId, attempts: 1, clock: { sla: 'nextAttempt' } });
  await ann.isReported(rep, 'accepted', { rating: 4 });
  expect(await ann.stage()).toBe('sal');
  const { clock } = await taskOf(story, rep);
  await ann.isReported(rep, 'voicemail');
  expect((await taskOf(story, rep)).clock).toMatchObject({ sla: 'opportunity', dueAt: clock!.dueAt });
});

test('a salesperson whom nobody answers gives the lead back after the last attempt', async () => {
  await using story = await begin();
  const { ann, rep } = await toBeCalled(story, { seniority: 'director' });
  for (let attempt = 1; attempt <= 8; attempt++) {
    await ann.isReported(rep, 'noAnswer');
    await story.runFor('1 day');
    while (new Date(story.now).getUTCDay() % 6 === 0) await story.runFor('1 day');
  }
  expect(await told(story, ann)).toContainEqual(expect.stringContaining('becomes Recycled (could not be reached)'));
});

test('a voicemail is followed by its own email', async () => {
  await using story = await begin();
  const { ann, rep } = await toBeCalled(story);
  await ann.isReported(rep, 'voicemail');
  await ann.gets('first-steps');
  await story.runFor('1 day');
  await ann.isReported(rep, 'answeredByOther');
  await ann.gets('missed-call');
  expect(ann.mails.map(({ key }) => key).length).toBe(2);
});

test('calls to New York are due while both sides work, on both halves of its day as far as these meet', async () => {
  await using story = await begin();
  const { ann, rep } = await toBeCalled(story, { zone: 'America/New_York' });
  // Eleven in Berlin is six in New York: from eight on they can be called.
  expect(iso((await taskOf(story, rep)).clock!.dueAt)).toBe('2026-03-10T12:05');
  await story.engine.runFor(2 * HOUR + 10 * MINUTE);
  await ann.isReported(rep, 'noAnswer');
  expect(iso((await taskOf(story, rep)).clock!.dueAt)).toBe('2026-03-11T12:00');
});

test('for a lead on Hawaii, whose day never meets the team’s, the hours of the team decide', async () => {
  await using story = await begin();
  const { rep } = await toBeCalled(story, { zone: 'Pacific/Honolulu' });
  expect(iso((await taskOf(story, rep)).clock!.dueAt)).toBe('2026-03-10T10:05');
});

test('a person who is not interested gets no more marketing, and the reason is counted for the side that can act on it', async () => {
  await using story = await begin();
  const { ann, rep } = await toBeCalled(story);
  await ann.isReported(rep, 'notInterested', { rating: 2 }, 'unclearValue');
  expect(await ann.stage()).toBe('archived');
  const { email } = (await story.as('marketer').leads.status({ leadId: ann.id })) as { email: { because: string } };
  expect(email).toMatchObject({ may: false, because: 'notInterested' });
  const { reports } = await story.as('marketer').reports.agreement();
  expect(reports).toMatchObject([
    {
      disposition: 'notInterested',
      reasons: [{ reason: 'unclearValue', label: 'Does not see the value', side: 'marketing', count: 1 }],
    },
  ]);
});

test('a wrong number closes the phone, and the rep continues by email', async () => {
  await using story = await begin();
  const { ann, rep } = await toBeCalled(story);
  await ann.isReported(rep, 'wrongNumber', {}, 'notInService');
  const task = await taskOf(story, rep);
  expect(task.kind).toBe('email');
  expect(task.contact).toContainEqual(expect.objectContaining({ channel: 'phone', may: false, because: 'wrongNumber' }));
  expect(task.mayReport.map(({ disposition }) => disposition)).not.toContain('noAnswer');
});

test.each(['Tia Cole', 'tom@mail.example.com'])('a lead who is put through to %s is theirs', async (owner) => {
  await using story = await begin();
  const { ann, rep } = await toBeCalled(story);
  await expect(ann.isReported(rep, 'transferred', { guide, owner: 'Nobody Here' })).rejects.toThrow(
    'There is no rep Nobody Here.',
  );
  await ann.isReported(rep, 'transferred', { guide, owner });
  const salesperson = owner.slice(0, 3).toLowerCase() as RepName;
  expect(await ann.holder()).toBe(salesperson);
  expect((await taskOf(story, salesperson)).why.text).toContain('was named in the report');
});

test.each<[string, object]>([
  ['transferred', { guide }],
  ['existingDeal', {}],
])(
  'who is named in the report "%s" gets the lead, although another one owns the account and they have enough',
  async (report, said) => {
    await using story = await begin();
    const { ann, rep } = await toBeCalled(story);
    await story.db.updateTable('accounts').set({ ownerId: story.reps.tia }).execute();
    await story.db.updateTable('reps').set({ capacity: 0 }).where('id', '=', story.reps.tom).execute();
    await ann.isReported(rep, report as 'transferred', { ...said, owner: story.reps.tom });
    expect(await ann.holder()).toBe('tom');
  },
);

test('a live transfer needs no meeting, and a no-show no new date', async () => {
  await using story = await begin();
  const { ann, rep } = await toBeCalled(story);
  await ann.isReported(rep, 'transferred', { guide });
  const salesperson = (await ann.holder())!;
  expect(['tom', 'tia']).toContain(salesperson);
  await ann.isReported(salesperson, 'noShow', { at: null });
  expect((await taskOf(story, salesperson)).clock?.from).toBe(new Date(story.now).toISOString());
});

test('a report names all its faults at once', async () => {
  await using story = await begin();
  const { ann, rep } = await toBeCalled(story);
  const report = ann.isReported(rep, 'qualified', { guide: { fit: 'Yes', shoeSize: '44' }, closeAt: story.now + DAY }, 'price');
  await expect(report).rejects.toThrow(
    '"Qualified" needs meetingAt (Meeting). Give these in details, under the names shown. ' +
      '"Qualified" does not take closeAt (Expected close). Leave them out, or choose another disposition. ' +
      '"Qualified" has no reason "price". Leave it out, or write it as details.reason. ' +
      '"shoeSize" can’t be reported about this task.',
  );
  await expect(report).rejects.toThrow(
    '"Qualified" needs more answers of the call guide: interest (How interested are they?), ' +
      'contactData (Is the contact data right?), willingToMeet (Are they willing to meet?). ' +
      'Give these in details.guide, under the names shown.',
  );
});

test('an unknown answer is given as null, if the next step can do without it', async () => {
  await using story = await begin();
  const { ann, rep } = await toBeCalled(story);
  await expect(ann.isReported(rep, 'callBack', { at: null })).rejects.toThrow('"Call back later" needs at (When).');
  await expect(ann.isReported(rep, 'qualified', { guide, meetingAt: null as never })).rejects.toThrow();
  expect(await ann.stage()).toBe('mql');
});

test('a reason in words only counts as another reason', async () => {
  await using story = await begin();
  const { ann, rep } = await toBeCalled(story, { seniority: 'director' });
  await expect(ann.isReported(rep, 'rejected')).rejects.toThrow(
    '"Rejected" needs a reason. Use one of these as reason: notInProfile',
  );
  await ann.isReported(rep, 'rejected', { reason: 'They sell what we sell', rating: 1 });
  const { reports } = await story.as('marketer').reports.agreement();
  expect(reports).toMatchObject([{ disposition: 'rejected', reasons: [{ reason: 'other', count: 1 }] }]);
});

test('what a won deal taught us is answered question by question', async () => {
  await using story = await begin();
  const { ann, rep } = await toBeCalled(story, { seniority: 'director' });
  await ann.isReported(rep, 'accepted');
  await ann.isReported(rep, 'opportunity', { amount: 9_000, closeAt: story.now + 30 * DAY, nextStep: null });
  await expect(ann.isReported(rep, 'won', { learned: { weather: 'Fine' } })).rejects.toThrow('Use one of these: hesitation');
  await ann.isReported(rep, 'won', { learned: { hesitation: 'The price', contentThatHelped: 'The checklist' } });
  expect(await ann.stage()).toBe('customer');
});

test('marketing takes a lead back from sales, and says why', async () => {
  await using story = await begin();
  const { ann, rep } = await toBeCalled(story, { seniority: 'director' });
  const answer = await story.as('marketer').leads.takeBack({ leadId: ann.email, because: 'We have more to tell them' });
  expect(answer).toMatchObject({ status: 'applied', text: expect.stringContaining('nurture continues') as string });
  expect(await ann.stage()).toBe('recycled');
  expect(await sheetsOf(story.asRep(rep))).toEqual([]);
  expect(await told(story, ann)).toContainEqual(
    expect.stringContaining('marketing took the lead back: We have more to tell them'),
  );
  const again = story.as('marketer').leads.takeBack({ leadId: ann.email, because: 'Again' });
  await expect(again).rejects.toThrow('Sales does not have this lead.');
});

test('marketing can’t take back a lead with an open deal', async () => {
  await using story = await begin();
  const { ann, rep } = await toBeCalled(story, { seniority: 'director' });
  await ann.isReported(rep, 'accepted');
  await ann.isReported(rep, 'opportunity', { amount: 9_000, closeAt: story.now + 30 * DAY, nextStep: 'Call' });
  const taking = story.as('marketer').leads.takeBack({ leadId: ann.id, because: 'It is slow' });
  await expect(taking).rejects.toThrow('A rep has an open deal with this lead.');
});
