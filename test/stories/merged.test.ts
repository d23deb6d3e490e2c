import { expect, test, vi } from 'vitest';
import { writesBack } from '../support/mail-to-us.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type Story } from '../support/story.ts';

vi.setConfig({ testTimeout: 120_000 });

const textsOf = async (story: Story, leadId: string): Promise<string[]> =>
  (await story.as('admin').leads.story({ leadId })).map(({ text }) => text);

/** Ann has two leads, by her address at work and her own; both are in the campaign "Story". */
async function twice(story: Story, cells = {}): Promise<{ readonly ann: Person; readonly own: Person }> {
  const ann = await story.lead();
  return {
    ann,
    own: await story.lead({ email: 'ann@lee.example', title: 'Head of Logistics', phone: '+49 30 901820', ...cells }),
  };
}

async function merge(story: Story, { ann, own }: { readonly ann: Person; readonly own: Person }) {
  const merged = await story.as('marketer').leads.merge({ keep: ann.email, drop: own.email });
  await story.settle();
  return merged;
}

test('two leads become one lead that gets nothing twice, and their acts count together', async () => {
  await using story = await beginStory();
  const both = await twice(story);
  const { ann, own } = both;
  await own.gets('guide');
  await own.clicks('guide', 'guide');
  const sentToOwn = own.mails.length;
  const subjects = ({ mails }: Person) => mails.map(({ subject }) => subject);
  const before = [...subjects(own), ...subjects(ann)];
  const sentToAnn = ann.mails.length;
  const merged = await merge(story, both);
  expect(merged).toMatchObject({
    leadId: ann.id,
    droppedId: own.id,
    moves: { messages: expect.any(Number), acts: 1, tasks: 0, deals: 0, notes: 0 },
    campaign: { stays: 'Story', ends: 'Story' },
    undo: 'leads.unmerge',
  });
  expect(merged.fields).toContainEqual({ field: 'phone', before: null, after: '+49 30 901820' });
  await story.runFor('60 days');
  expect(own.mails).toHaveLength(sentToOwn);
  const since = subjects(ann).slice(sentToAnn);
  expect(since.length).toBeGreaterThan(0);
  expect(since.filter((subject) => before.includes(subject))).toEqual([]);
  expect(await textsOf(story, ann.id)).toContain(
    'is one person with ann@lee.example, whose emails, tasks and history are here from now on (by marketer)',
  );
  expect((await story.as('admin').ops.unattended()).count).toBe(0);
});

test('an audience that names the dropped lead means the kept one', async () => {
  await using story = await beginStory();
  const both = await twice(story);
  await merge(story, both);
  const { items } = await story.as('marketer').leads.list({ where: { leadIds: [both.own.id] } });
  expect(items.map(({ id }) => id)).toEqual([both.ann.id]);
});

test('everything that comes from the other address belongs to the kept lead, on every route', async () => {
  await using story = await beginStory();
  const both = await twice(story);
  const { ann, own } = both;
  await own.gets('guide');
  await merge(story, both);
  const marketer = story.as('marketer');
  expect((await marketer.leads.get({ leadId: own.email })).id).toBe(ann.id);
  expect((await marketer.leads.get({ leadId: own.id })).id).toBe(ann.id);
  expect((await marketer.leads.find({ text: own.email })).map(({ id }) => id)).toEqual([ann.id]);
  const leads = async () => (await marketer.leads.list()).items.map(({ id }) => id);
  expect(await leads()).toEqual([ann.id]);
  const csv = `email,title\n${own.email},Chief of Docks\n${ann.email},Chief of Docks`;
  const imported = await marketer.imports.run({ file: { csv }, source: 'crm', consentBasis: 'optIn' });
  expect(imported).toMatchObject({ rows: 2, created: 0, updated: 1, duplicates: 1 });
  await writesBack(story, own, 'Does it work with cranes?');
  const acts = await story.db.selectFrom('engagements').select(['leadId', 'kind', 'reply']).execute();
  expect(acts).toEqual([{ leadId: ann.id, kind: 'replied', reply: 'question' }]);
  await own.does('demoRequested');
  expect(await ann.holder()).toBeDefined();
  const [event] = (await marketer.events.record({ events: [{ kind: 'visited', page: 'pricing', lead: own.id }] })).results;
  expect(event).toMatchObject({ status: 'recorded' });
  expect(await leads()).toEqual([ann.id]);
  await own.unsubscribes();
  expect(await story.as('admin').leads.status({ leadId: ann.id })).toMatchObject({ email: { may: false } });
});

test('after the undo, both are as before, and the dropped one continues where it was', async () => {
  await using story = await beginStory();
  const both = await twice(story);
  const { ann, own } = both;
  await own.gets('guide');
  const before = { track: await own.track(), sent: await own.got() };
  await merge(story, both);
  expect(await own.got()).toEqual([]);
  await story.runFor('3 days');
  const undone = await story.as('marketer').leads.unmerge({ leadId: own.email });
  expect(undone).toMatchObject({ leadId: ann.id, droppedId: own.id, remains: [] });
  await story.settle();
  expect({ track: await own.track(), sent: (await own.got()).slice(0, 1) }).toEqual(before);
  expect((await story.as('marketer').leads.get({ leadId: own.email })).id).toBe(own.id);
  const next = own.mails.length;
  await story.runFor('60 days');
  expect(own.mails.length).toBeGreaterThan(next);
  const subjects = own.mails.map(({ subject }) => subject);
  expect(new Set(subjects).size).toBe(subjects.length);
  await expect(story.as('marketer').leads.unmerge({ leadId: ann.id })).rejects.toMatchObject({ data: { code: 'notMerged' } });
});

test('a stop holds across a merge: the kept lead leaves with the dropped one, which does not return to a campaign that is over', async () => {
  await using story = await beginStory();
  const both = await twice(story);
  const { ann, own } = both;
  const { campaigns, leads } = story.as('marketer');
  const { campaignId } = (await leads.get({ leadId: ann.id })).program!;
  const isIn = async () => (await campaigns.get({ campaignId })).progress.in;
  await campaigns.stop({ campaignId, leadId: own.id, because: 'is the wrong person' });
  await merge(story, both);
  expect(await isIn()).toBe(0);

  const eve = await story.lead({ email: 'eve@pier8.example' });
  const other = await story.lead({ email: 'eve@lee.example' });
  expect(await isIn()).toBe(2);
  await leads.merge({ keep: eve.email, drop: other.email });
  await story.settle();
  await campaigns.stop({ campaignId, because: 'the product is gone' });
  await story.settle();
  await leads.unmerge({ leadId: eve.id });
  await story.settle();
  expect(await isIn()).toBe(0);
});

test('a merge that is undone at once ends no program', async () => {
  await using story = await beginStory();
  const both = await twice(story);
  const { ann, own } = both;
  await own.gets('guide');
  await story.as('marketer').leads.merge({ keep: ann.id, drop: own.id });
  await story.as('marketer').leads.unmerge({ leadId: ann.id });
  await story.settle();
  const sent = own.mails.length;
  await story.runFor('40 days');
  expect(own.mails.length).toBeGreaterThan(sent);
});

test('a preview changes nothing', async () => {
  await using story = await beginStory();
  const { ann, own } = await twice(story);
  await story.as('marketer').leads.note({ leadId: own.id, text: 'Two gates' });
  const shown = await story.as('marketer').leads.merge({ keep: ann.id, drop: own.id, dryRun: true });
  expect(shown).toMatchObject({ moves: { notes: 1 }, next: 'Nothing is merged yet. Repeat the call without dryRun to merge.' });
  expect((await story.as('marketer').leads.get({ leadId: own.email })).id).toBe(own.id);
  const rest = await story.as('marketer').leads.merge({ keep: ann.id, drop: own.id });
  expect({ fields: rest.fields, moves: rest.moves, reachable: rest.reachable }).toEqual({
    fields: shown.fields,
    moves: shown.moves,
    reachable: shown.reachable,
  });
});

test('a person who opted out with one address gets nothing at the other, and what is closed later stays closed for both', async () => {
  await using story = await beginStory();
  const both = await twice(story);
  const { ann, own } = both;
  await own.gets('guide');
  await own.unsubscribes();
  const merged = await merge(story, both);
  expect(merged.reachable).toMatchObject({ email: { may: false, because: 'unsubscribed' } });
  const sent = ann.mails.length;
  await story.runFor('30 days');
  expect(ann.mails).toHaveLength(sent);
  await story.as('marketer').contact.close({ leadId: ann.id, channel: 'phone', reason: 'doNotContact' });
  await story.as('marketer').leads.unmerge({ leadId: ann.id });
  const of = async ({ id: leadId }: Person) => await story.as('admin').leads.status({ leadId });
  expect(await of(ann)).toMatchObject({ phone: { may: false, because: 'doNotContact' } });
  expect(await of(own)).toMatchObject({
    email: { may: false, because: 'unsubscribed' },
    phone: { may: false, because: 'doNotContact' },
  });
});

test('the lead that sales works on is kept', async () => {
  await using story = await beginStory();
  const { ann, own } = await twice(story);
  await own.does('demoRequested');
  const marketer = story.as('marketer');
  await expect(marketer.leads.merge({ keep: ann.id, drop: own.id })).rejects.toMatchObject({ data: { code: 'keepOther' } });
  await ann.does('demoRequested');
  await expect(marketer.leads.merge({ keep: own.id, drop: ann.id })).rejects.toMatchObject({ data: { code: 'bothWithSales' } });
  await expect(marketer.leads.merge({ keep: own.id, drop: own.email })).rejects.toMatchObject({ data: { code: 'sameLead' } });
});

test('a third address is merged, and the merges are undone in turn', async () => {
  await using story = await beginStory();
  const both = await twice(story);
  const { ann, own } = both;
  const third = await story.lead({ email: 'lee@pier7.example' });
  await merge(story, both);
  await merge(story, { ann: third, own: ann });
  const idOf = async (leadId: string) => (await story.as('marketer').leads.get({ leadId })).id;
  expect([await idOf(own.email), await idOf(ann.email)]).toEqual([third.id, third.id]);
  const undo = async (leadId: string) => await story.as('marketer').leads.unmerge({ leadId });
  await undo(own.email);
  expect([await idOf(own.email), await idOf(ann.email)]).toEqual([ann.id, ann.id]);
  await undo(own.email);
  expect(await idOf(own.email)).toBe(own.id);
});

test('an erased person is erased under every address', async () => {
  await using story = await beginStory();
  const both = await twice(story);
  await merge(story, both);
  await story.as('admin').leads.erase({ leadId: both.own.email });
  const rows = await story.db.selectFrom('leads').select(['email', 'phone']).execute();
  expect(rows.map(({ email, phone }) => [email.endsWith('@erased.invalid'), phone])).toEqual([
    [true, null],
    [true, null],
  ]);
  await expect(story.as('admin').leads.unmerge({ leadId: both.ann.id })).rejects.toMatchObject({ data: { code: 'notMerged' } });
});
