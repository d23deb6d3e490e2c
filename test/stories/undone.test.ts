import { expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { beginStory, type Story } from '../support/story.ts';

test('a task that was closed by hand is open again: at once by its rep, later by the manager', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'leftCompany');
  const { taskId } = await ann.task(rep);
  expect(await story.asRep(rep).tasks.close({ taskId, outcome: 'found Bo' })).toMatchObject({
    status: 'closed',
    undo: 'tasks.undo',
  });
  await story.runFor('9 minutes');
  expect((await story.asRep(rep).tasks.undo({ taskId })).next).toMatch(/ is open again\.$/);
  expect(await ann.task(rep)).toEqual({ taskId });
  await story.asRep(rep).tasks.close({ taskId, outcome: 'found Bo' });
  await story.runFor('11 minutes');
  await expect(story.asRep(rep).tasks.undo({ taskId })).rejects.toMatchObject({ data: { code: 'undoOver' } });
  await story.asRep('mia').tasks.undo({ taskId });
  await expect(story.asRep('mia').tasks.undo({ taskId })).rejects.toMatchObject({ data: { code: 'nothingReported' } });
});

test('marketing recycles a lead for a reason of the policy, which says how long it rests', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const { recycle } = story.as('marketer').leads;
  await expect(recycle({ leadId: ann.id, reason: 'bugdet' })).rejects.toMatchObject({ data: { didYouMean: 'budget' } });
  await expect(recycle({ leadId: ann.id, reason: 'timing' })).rejects.toMatchObject({ data: { code: 'untilMissing' } });
  const { text } = await recycle({ leadId: ann.id, reason: 'timing', until: new Date(story.now + 40 * DAY).toISOString() });
  expect(text).toMatch(
    /^Trellis has closed the sales task\. The lead rests until 2026-\d\d-\d\d \d\d:\d\d UTC; then nurture continues\.$/,
  );
  await story.settle();
  expect(await ann.stage()).toBe('recycled');
  const texts = (await story.as('admin').leads.story({ leadId: ann.id })).map(({ text }) => text);
  expect(texts).toContain('marketing took the lead back: Not the right time (by marketer)');
  const sent = ann.mails.length;
  await story.runFor('39 days');
  expect(ann.mails).toHaveLength(sent);
  await expect(recycle({ leadId: ann.id, reason: 'budget' })).rejects.toMatchObject({ data: { code: 'notWithSales' } });
});

const added = async (story: Story, cells: Record<string, string>) =>
  (await story.as('marketer').leads.add({ lead: { email: 'ann@pier7.example', ...cells }, source: 'fair', consentBasis: 'none' }))
    .leadId;

test('a lead who was added by mistake is removed, and its address is free again', async () => {
  await using story = await beginStory();
  const leadId = await added(story, { phone: '+49 30 901820' });
  await story.as('marketer').leads.note({ leadId, text: 'A typo' });
  expect((await story.as('marketer').leads.remove({ leadId })).next).toContain('as if it had never been added');
  await expect(story.as('marketer').leads.get({ leadId })).rejects.toMatchObject({ data: { code: 'leadUnknown' } });
  expect(await added(story, {})).not.toBe(leadId);
});

test('a lead that was sent something, or is in a program, is not removed', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  const { remove } = story.as('marketer').leads;
  await expect(remove({ leadId: ann.id })).rejects.toMatchObject({ data: { code: 'hadEffect' } });
  await ann.gets('guide');
  await expect(remove({ leadId: ann.id })).rejects.toThrow(/something was sent to them, .*leads\.erase/);
});

test('a campaign that reached nobody is removed, and its name is free again', async () => {
  await using story = await beginStory();
  const marketer = story.as('marketer');
  const order = { name: 'Autumn', program: 'newcomers' };
  const { campaignId } = await marketer.campaigns.draft(order);
  expect(await marketer.campaigns.remove({ campaignId })).toMatchObject({ removed: 'Autumn' });
  const leadId = await added(story, {});
  const launched = await marketer.campaigns.launch({ ...order, audience: { leadIds: [leadId] } });
  await marketer.campaigns.remove({ campaignId: launched.campaignId });
  const ann = await story.lead({ email: 'eve@pier9.example' });
  const ofAnn = story.db.selectFrom('enrolments').select('campaignId').where('leadId', '=', ann.id);
  const { campaignId: running } = await ofAnn.executeTakeFirstOrThrow();
  await expect(marketer.campaigns.remove({ campaignId: running })).rejects.toMatchObject({ data: { code: 'hadEffect' } });
});

test('leads that may be the same person are found, in pages', async () => {
  await using story = await beginStory();
  const first = await added(story, { firstName: 'Ann', lastName: 'Lee', company: 'Pier 7', phone: '+49 30 901820' });
  const second = await added(story, {
    email: 'a.lee@pier7.example',
    firstName: 'ann',
    lastName: 'LEE',
    company: 'Pier 7',
    phone: '+49 30 901820',
  });
  const third = await added(story, { email: 'ann@lee.example', phone: '+493090 1820' });
  await added(story, { email: 'bo@pier7.example', firstName: 'Bo', lastName: 'Berg', company: 'Pier 7' });
  const { duplicates, merge } = story.as('marketer').leads;
  const pairs = async (page = {}) => (await duplicates(page)).items.map(({ id, other, because }) => [id, other.id, because]);
  expect(await pairs()).toEqual([
    [first, second, ['sameNameAndCompany', 'sameNumber']],
    [second, third, ['sameNumber']],
  ]);
  const { next } = await duplicates({ limit: 1 });
  expect(await pairs({ after: next })).toEqual([[second, third, ['sameNumber']]]);
  await merge({ keep: first, drop: second });
  expect(await pairs()).toEqual([[first, third, ['sameNumber']]]);
});
