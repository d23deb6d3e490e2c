import { expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { beginStory } from '../support/story.ts';

test('the salesperson who gets a lead reads who met it, what was agreed, and everything that was said and written', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  await story.runFor('1 hour');
  const sdr = (await ann.holder())!;
  const { taskId: call } = await ann.task(sdr);
  await story.asRep(sdr).tasks.note({ taskId: call, text: 'Their gate two is closed until May.' });
  await ann.isReported(sdr, 'qualified', { guide: { need: 'Trucks wait for hours' }, meetingAt: story.now + 2 * DAY });
  const rep = (await ann.holder())!;
  const sheet = await story.asRep(rep).tasks.get({ taskId: (await ann.task(rep)).taskId });
  expect(sheet.handOver).toMatchObject({
    by: 'Sue Park',
    meeting: { at: '2026-03-12T11:00:00.001Z' },
    text: 'they meet on Thu 12 Mar, 12:00 (Europe/Berlin)',
    said: [{ label: 'What do they need, and what drives it?', text: 'Trucks wait for hours' }],
  });
  expect(sheet.why).toMatchObject({
    text: 'asked for a demo; it was their turn',
    acts: [{ text: 'asked for a demo', at: '2026-03-10T10:00:00.001Z' }],
    score: { fit: 100, fitWhy: [{ points: 30 }, { points: 25 }, { points: 25 }, { points: 20 }] },
  });
  expect(sheet.notes.map(({ by, text }) => `${by}: ${text}`)).toEqual(['Sue Park: Their gate two is closed until May.']);
  expect(sheet.sent.map(({ content }) => content)).toEqual(['meeting', 'guide']);
  expect(sheet.account).toMatchObject({ name: 'Pier Seven', size: 300, people: [] });
  expect(sheet.clock).toMatchObject({ label: 'Acceptance by sales', next: { label: 'Reminder', at: sheet.clock?.dueAt } });
  expect(sheet.call).toEqual({ localTime: 'Tue 10 Mar, 12:00 (Europe/Berlin)', mayNow: false, text: 'we have no phone number' });
  const told = (await story.as('marketer').leads.story({ leadId: ann.id })).map(({ text }) => text);
  expect(told).toContain('note by Sue Park: Their gate two is closed until May.');
  expect(told).toContain(
    'Sue Park reported "Qualified": Meeting: 2026-03-12 11:00 UTC; What do they need, and what drives it? Trucks wait for hours',
  );
});
