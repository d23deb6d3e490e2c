import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { DAY, MINUTE } from '../../domain/time/duration.ts';
import type { StandardIn } from '../../domain/sales/dispositions.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type RepName, type Story } from '../support/story.ts';
import { guide } from '../support/guide.ts';
import { sheetsOf } from '../support/sheets.ts';

/** Somebody who asked for a demo, and the SDR who is to call them. */
async function toBeCalled(story: Story): Promise<{ ann: Person; sdr: RepName }> {
  const ann = await story.lead();
  await ann.does('demoRequested');
  return { ann, sdr: (await ann.holder())! };
}

async function sinceMql(ann: Person): Promise<string[]> {
  const diary = await ann.diary();
  return diary.slice(diary.findIndex((line) => line.includes('→ mql')) + 1);
}

const openTasks = (story: Story, rep: RepName) => sheetsOf(story.asRep(rep));

test('a qualified lead goes to a salesperson, with an email in their name about the meeting', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  await ann.isReported(sdr, 'qualified', { guide, meetingAt: story.now + 2 * DAY });
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 entered sales",
      "  0 mailed meeting",
    ]
  `);
  const salesperson = (await ann.holder())!;
  expect(['tom', 'tia']).toContain(salesperson);
  expect(ann.mails.at(-1)!.from.address).toBe(`${salesperson}@mail.example.com`);
  expect(await ann.stage()).toBe('mql');
});

test('a lead who is not ready goes where the SDR sends it, on the named date', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  await ann.isReported(sdr, 'notReady', { reason: 'Moves first', at: story.now + 45 * DAY, track: 'offer' });
  await ann.gets('trial');
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 stage mql → recycled (notReady)",
      "  0 rested qualify → offer",
      " 45 entered offer",
      " 45 mailed trial",
    ]
  `);
});

test('a lead who does not fit ends', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  await ann.isReported(sdr, 'disqualified', { reason: 'A consultant' });
  expect(await ann.stage()).toBe('disqualified');
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 stage mql → disqualified (an SDR found that it does not fit)",
      "  0 ended qualify → disqualified (an SDR found that it does not fit)",
    ]
  `);
  expect(story.engine.status(ann.workflowId)).toBe('completed');
});

test('a lead who wants a later call gets one, and no reminder comes before it', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  await ann.isReported(sdr, 'callBack', { at: Date.parse('2026-03-13T09:00:00Z') });
  await story.runFor('2 days');
  expect(await ann.ladder()).toEqual([]);
  await story.runFor('1 day');
  expect((await ann.ladder())[0]).toMatchInlineSnapshot(`"Fri 10:15 callBack remind sam"`);
  expect((await openTasks(story, (await ann.holder())!))[0]!.attempts).toBe(1);
});

test('a lead who does not answer eight times in two weeks is unreachable, and rests', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  for (let attempt = 0; attempt < 8; attempt++) {
    await ann.isReported(sdr, attempt % 2 ? 'voicemail' : 'noAnswer');
    await story.runFor('1 day');
  }
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 mailed missed-call",
      "  7 stage mql → recycled (unreachable)",
      "  7 rested qualify → connect",
    ]
  `);
  expect(ann.mails.at(-1)!.from.address).toBe(`${sdr}@mail.example.com`);
  await story.runFor('31 days');
  expect(await ann.track()).toBe('connect');
});

test('the next attempt is on the next working day, in the other half of the day', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  await ann.isReported(sdr, 'noAnswer');
  const [task] = await openTasks(story, sdr);
  expect(new Date(task!.clock!.dueAt!).toISOString()).toBe('2026-03-11T12:00:00.000Z');
  expect(task!.attempts).toBe(1);
});

test('an SDR who stops trying has ten working days, and then it counts against sales', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  await ann.isReported(sdr, 'noAnswer');
  await story.runFor('15 days');
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 mailed missed-call",
      " 14 stage mql → recycled (notWorked)",
      " 14 rested qualify → connect",
      " 15 entered connect",
      " 15 mailed customer-story",
    ]
  `);
  expect(await openTasks(story, sdr)).toEqual([]);
});

test('a corrected number continues the call under a new clock', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  await ann.isReported(sdr, 'wrongContact', { correction: { phone: '+49 170 1234567' } });
  const [task] = await openTasks(story, sdr);
  expect(task!.lead.phone).toBe('+49 170 1234567');
  await story.runFor('2 hours');
  expect(await ann.ladder()).toMatchInlineSnapshot(`
    [
      "Tue 11:15 fastTrack remind sam",
      "Tue 11:30 fastTrack alertManager sam",
      "Tue 12:00 fastTrack reassign sue",
      "Tue 13:00 fastTrack decide sue",
    ]
  `);
  expect(await ann.track()).toBe('qualify');
});

test('the right contact is told by its fields, so that a number never gets another name', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  await ann.isReported(sdr, 'wrongContact', { correction: { firstName: 'Peter', lastName: 'Jansen', phone: '+49 170 1234567' } });
  const [task] = await openTasks(story, sdr);
  expect(task!.lead).toMatchObject({ name: 'Peter Jansen', phone: '+49 170 1234567' });
  expect((await story.as('rep').leads.story({ leadId: ann.id })).map(({ text }) => text).join('\n')).toContain(
    'Right contact: Peter Jansen +49 170 1234567',
  );
  for (const said of [{}, 'Talk to Peter Jansen, +49 170 1234567'])
    await expect(ann.isReported(sdr, 'wrongContact', { correction: said })).rejects.toThrow('correction');
});

test('a wrong contact who names a colleague ends, and the colleague is a lead of their own', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  await ann.isReported(sdr, 'wrongContact', { correction: { firstName: 'Bea', email: 'bea.fox@pier7.example' } });
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 stage mql → disqualified (the wrong contact; they referred us to another person)",
      "  0 ended qualify → disqualified (the wrong contact; they referred us to another person)",
    ]
  `);
  const { items: held } = await story.as('marketer').leads.held();
  expect(held.map(({ email }) => email)).toEqual(['bea.fox@pier7.example']);
});

test('a lead who left the company ends, and the SDR looks for the successor', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  await ann.isReported(sdr, 'leftCompany', { successor: 'A Ms Fox, they think' });
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 stage mql → disqualified (left the company)",
      "  0 ended qualify → disqualified (left the company)",
    ]
  `);
  expect((await openTasks(story, sdr)).map(({ kind }) => kind)).toEqual(['findContact']);
});

test('a lead who wants no calls still gets emails', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  await ann.isReported(sdr, 'doNotContact', { channels: ['phone'] });
  await story.runFor('40 days');
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 stage mql → recycled (unreachable)",
      "  0 rested qualify → connect",
      " 30 entered connect",
      " 30 mailed customer-story",
      " 40 entered reEngage",
    ]
  `);
});

test('a lead who wants no emails may still be called', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  await ann.isReported(sdr, 'doNotContact', { channels: ['email'] });
  expect(await ann.track()).toBe('qualify');
  await ann.isReported(sdr, 'noAnswer');
  await ann.isReported(sdr, 'qualified', { guide, meetingAt: story.now + DAY });
  await story.runFor('1 day');
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 skipped missed-call (doNotContact)",
      "  0 entered sales",
      "  0 skipped meeting (doNotContact)",
    ]
  `);
  expect(await ann.got()).toEqual(['guide']);
});

test('a lead who wants neither is left alone', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  await ann.isReported(sdr, 'doNotContact', { channels: ['email', 'phone'] });
  expect(await ann.stage()).toBe('archived');
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 stage mql → archived (asked not to be contacted)",
      "  0 ended qualify → archived (asked not to be contacted)",
    ]
  `);
});

test('a lead who already talks to a salesperson goes to that one', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  await ann.isReported(sdr, 'existingDeal', { owner: story.reps.tia });
  expect(await ann.holder()).toBe('tia');
  expect(await sinceMql(ann)).toMatchInlineSnapshot(`
    [
      "  0 entered sales",
    ]
  `);
});

test('a track’s goal also leads to a call', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('downloaded');
  await ann.gets('customer-story');
  await ann.does('attended');
  await ann.gets('trial');
  await ann.does('trialStarted');
  expect((await openTasks(story, (await ann.holder())!))[0]!.why.text).toMatchInlineSnapshot(
    `"handed over by the track offer; it was their turn"`,
  );
});

test('a report must have the fields that its disposition requires', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  const incomplete: [StandardIn<'sdr'>, object][] = [
    ['qualified', { guide: { need: 'x' } }],
    ['qualified', { guide: {}, meetingAt: 1 }],
    ['notReady', { reason: 'x', track: 'connect' }],
    ['notReady', { at: 1, track: 'connect' }],
    ['notReady', { reason: 'x', at: 1 }],
    ['disqualified', {}],
    ['callBack', {}],
    ['wrongContact', {}],
    ['doNotContact', {}],
    ['existingDeal', {}],
  ];
  for (const [disposition, details] of incomplete)
    await expect(ann.isReported(sdr, disposition, details), disposition).rejects.toThrow('needs');
  expect(await ann.track()).toBe('qualify');
});

test('a lead can’t be sent into a sales track, or into one that does not exist', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  for (const track of ['sales', 'nirvana'])
    await expect(ann.isReported(sdr, 'notReady', { reason: 'x', at: story.now + DAY, track })).rejects.toThrow(
      'The program has no such track',
    );
});

test('what only a salesperson can say is refused from an SDR', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  await expect(ann.isReported(sdr, 'accepted')).rejects.toThrow('does not belong to this kind of task');
});

test('a rep who reports twice changes the lead once', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  const { taskId } = await ann.task(sdr);
  const report = { id: randomUUID(), taskId, disposition: 'noAnswer', details: {} } as const;
  const first = await story.asRep(sdr).tasks.report(report);
  const second = await story.asRep(sdr).tasks.report(report);
  expect(second).toEqual(first);
  expect((await openTasks(story, sdr))[0]!.attempts).toBe(1);
});

test('of two simultaneous reports one is applied, and the other is told that the task is closed, or the lead has ended', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  const { taskId } = await ann.task(sdr);
  const report = () =>
    story.asRep(sdr).tasks.report({ id: randomUUID(), taskId, disposition: 'disqualified', details: { reason: 'x' } });
  const heard = await Promise.allSettled([report(), report()]);
  const [refused, applied] = heard.toSorted((a, b) => (a.status > b.status ? -1 : 1));
  expect(applied).toMatchObject({ status: 'fulfilled', value: { status: 'applied', next: 'disqualified' } });
  const code = expect.stringMatching(/^(taskClosed|leadNotRunning)$/);
  expect(refused).toMatchObject({ status: 'rejected', reason: { data: { code } } });
});

test('a report on a lead that has ended is answered accordingly', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  const { taskId } = await ann.task(sdr);
  await ann.isReported(sdr, 'disqualified', { reason: 'x' });
  const late = story.asRep(sdr).tasks.report({ id: randomUUID(), taskId, disposition: 'noAnswer', details: {} });
  await expect(late).rejects.toThrow('never entered one, or its program has ended');
});

test('a former assignee is told who has the task', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  const { taskId } = await ann.task(sdr);
  const other = sdr === 'sam' ? 'sue' : 'sam';
  await ann.isClaimed(other);
  expect(await ann.holder()).toBe(other);
  const late = story.asRep(sdr).tasks.report({ id: randomUUID(), taskId, disposition: 'noAnswer', details: {} });
  await expect(late).rejects.toThrow(`This task was reassigned to ${other === 'sam' ? 'Sam Rivers' : 'Sue Park'}`);
});

test('a rep of another team cannot claim a call', async () => {
  await using story = await beginStory();
  const { ann } = await toBeCalled(story);
  await expect(ann.isClaimed('tom')).rejects.toThrow('belongs to another team');
});

test('a claim does not restart the clock', async () => {
  await using story = await beginStory();
  const { ann, sdr } = await toBeCalled(story);
  await story.engine.runFor(20 * MINUTE);
  await ann.isClaimed(sdr === 'sam' ? 'sue' : 'sam');
  await story.runFor('3 hours');
  expect(await ann.ladder()).toMatchInlineSnapshot(`
    [
      "Tue 11:15 fastTrack remind sam",
      "Tue 11:30 fastTrack alertManager sue",
      "Tue 12:00 fastTrack reassign sue",
      "Tue 13:00 fastTrack decide sue",
    ]
  `);
});
