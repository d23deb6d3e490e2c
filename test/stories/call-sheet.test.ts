import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { beginSession } from '../../db/people/sessions.ts';
import { DAY } from '../../domain/time/duration.ts';
import { guide } from '../support/guide.ts';
import { writesBack } from '../support/mail-to-us.ts';
import { beginStory } from '../support/story.ts';

test('the salesperson who gets a lead reads who met it, what was agreed, and everything that was said and written', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  await story.runFor('1 hour');
  const sdr = (await ann.holder())!;
  const { taskId: call } = await ann.task(sdr);
  await story.asRep(sdr).tasks.note({ taskId: call, text: 'Their gate two is closed until May.' });
  await ann.isReported(sdr, 'qualified', { guide: { ...guide, need: 'Trucks wait for hours' }, meetingAt: story.now + 2 * DAY });
  const rep = (await ann.holder())!;
  const sheet = await story.asRep(rep).tasks.get({ taskId: (await ann.task(rep)).taskId });
  expect(sheet.handOver).toMatchObject({
    by: 'Sue Park',
    meeting: { at: '2026-03-12T11:00:00.001Z' },
    text: 'they meet on Thu 12 Mar, 12:00 (Europe/Berlin)',
    said: expect.arrayContaining([
      { field: 'guide', label: 'What do they need, and what drives it?', text: 'Trucks wait for hours' },
    ]) as unknown,
  });
  expect(sheet.why).toMatchObject({
    text: 'asked for a demo; it was their turn',
    acts: [{ text: 'asked for a demo', at: '2026-03-10T10:00:00.001Z' }],
    score: { fit: 100, fitWhy: [{ points: 30 }, { points: 25 }, { points: 25 }, { points: 20 }] },
  });
  expect(sheet.notes.map(({ by, text }) => `${by}: ${text}`)).toEqual(['Sue Park: Their gate two is closed until May.']);
  expect(sheet.sent.map(({ content }) => content)).toEqual(['meeting', 'guide']);
  expect(sheet.account).toMatchObject({ name: 'Pier Seven', size: 300, people: [] });
  expect(sheet.clock).toMatchObject({
    label: 'Acceptance by sales',
    dueAt: '2026-03-10T13:00:00.001Z',
    next: { label: 'Reminder', at: '2026-03-10T15:00:00.001Z' },
  });
  expect(sheet.call).toEqual({ localTime: 'Tue 10 Mar, 12:00 (Europe/Berlin)', mayNow: false, text: 'we have no phone number' });
  const told = (await story.as('marketer').leads.story({ leadId: ann.id })).map(({ text }) => text);
  expect(told).toContain('note by Sue Park: Their gate two is closed until May.');
  expect(told).toContainEqual(
    expect.stringMatching(/^Sue Park reported "Qualified": Meeting: 2026-03-12 11:00 UTC; .*drives it\? Trucks wait for hours/),
  );
});

test('the link in the alert shows the lead nothing that is ours, and a rep who is signed in the sheet; both have the meeting', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ phone: '+49 30 901820' });
  await ann.gets('guide');
  await writesBack(story, ann, 'Do you support <two> docks?');
  await ann.does('demoRequested');
  const sdr = (await ann.holder())!;
  await ann.isReported(sdr, 'qualified', { guide: { ...guide, need: 'Trucks wait' }, meetingAt: story.now + 2 * DAY });
  const rep = (await ann.holder())!;
  await story.asRep(rep).leads.note({ leadId: ann.id, text: 'Gate two is closed.' });
  await story.runFor('1 minute');
  const path = story.mail.to(`${rep}@mail.example.com`).at(-1)!.links['task']!;
  const open = async (url: string, headers = {}) => await story.request(url, { method: 'GET', headers });
  const { token } = await beginSession(story.db, story.reps[rep], undefined);
  const session = { cookie: `__Host-trellis=${token}` };
  const { taskId } = await ann.task(rep);
  expect(await open(path, session)).toMatchObject({ statusCode: 303, headers: { location: `/console/tasks/${taskId}` } });
  const { body = '' } = await open(path);
  const seen = body.slice(body.indexOf('<h1>')).split(/<[^>]+>/);
  expect(seen.filter((text) => text.trim() !== '')).toEqual([
    'Ann Lee: acceptance task',
    'Lead',
    ': Ann Lee, Logistics Manager, Pier Seven',
    'Task',
    ': acceptance task',
    'Due',
    ': Tue 10 Mar, 13:00 (Europe/Berlin)',
    'Phone',
    ': +49 30 901820',
    'Email',
    ': ann.lee@pier7.example',
    'They wrote',
    'Tue 10 Mar, 11:00 (Europe/Berlin): “Do you support &lt;two&gt; docks?”',
    'Sign in to see all of it and to report the outcome',
    'Add the meeting to my calendar',
  ]);
  const href = /href="([^"]+meeting\.ics)"/.exec(body)![1]!;
  const [file, ours] = [await open(new URL(href, path).href), await open(new URL(href, path).href, session)];
  expect([file.statusCode, file.body?.includes('Trucks'), ours.body?.includes('Trucks')]).toEqual([200, false, true]);
  expect(file.body).toMatch(/DTSTART:20260312T100000Z\r\nDTEND:20260312T103000Z\r\nSUMMARY:Ann Lee\\, Pier Seven/);
  const invitation = story.mail.to(ann.email).flatMap(({ attachments = [] }) => attachments.map(({ content }) => content));
  expect(invitation).toEqual([expect.stringContaining('DTSTART:20260312T100000Z')]);
  await ann.isReported(rep, 'rejected', { reason: 'notAFit' });
  const closed = [(await open(path)).body, (await open(path, session)).body];
  expect(closed).toEqual([expect.stringContaining('nothing left to do'), expect.stringContaining('Its outcome')]);
});

test('what a lead writes while a task is open is in that task, and marketing waits until a person has answered', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.gets('guide');
  await writesBack(story, ann, 'Which docks do you support?');
  const before = await ann.got();
  await story.runFor('6 days');
  expect(await ann.got()).toEqual(before);
  const { items: tasks } = await story.asRep('mia').tasks.list({ of: 'team' });
  expect(tasks).toMatchObject([{ kind: 'reply', words: 'Which docks do you support?', isOverdue: true }]);
  const { taskId } = tasks[0]!;
  const sheet = await story.asRep('mia').tasks.get({ taskId });
  expect(sheet.messages.map(({ body }) => body)).toEqual(['Which docks do you support?']);
  await story.asRep('mia').tasks.report({ id: randomUUID(), taskId, disposition: 'answered' });
  await story.runFor('6 days');
  expect((await ann.got()).length).toBeGreaterThan(before.length);
});
