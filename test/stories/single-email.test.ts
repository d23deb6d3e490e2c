import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { Person } from '../support/person.ts';
import { beginStory, type Story } from '../support/story.ts';

const people = async (story: Story, ...names: readonly string[]) =>
  await Promise.all(names.map((name) => Person.capture(story, { email: `${name}@pier7.example` })));

test('a campaign of a single email reaches everybody who may get it once, and says who did not and why', async () => {
  await using story = await beginStory();
  const [ann, bob, cleo, dan] = await people(story, 'ann', 'bob', 'cleo', 'dan');
  await story.as('marketer').contact.close({ leadId: cleo!.id, channel: 'email', reason: 'doNotContact' });
  await Person.capture(story, { email: 'eve@pier7.example', basis: 'none' });
  const { campaigns } = story.as('marketer');
  const { campaignId } = await campaigns.draft({ name: 'March news', email: 'news', everybody: true });
  const preview = await campaigns.preview({ campaignId });
  expect(preview).toMatchObject({ state: 'draft', email: 'news', leads: 3, conflicts: [] });
  expect(preview.not.map(({ code, leads, people: who }) => [code, leads, who[0]!.email])).toEqual([
    ['doNotContact', 1, 'cleo@pier7.example'],
    ['noConsent', 1, 'eve@pier7.example'],
  ]);
  await expect(campaigns.start({ campaignId, expect: 4 })).rejects.toMatchObject({
    data: { code: 'countDiffers', value: { expected: 4, found: 3 } },
  });
  expect(await campaigns.get({ campaignId })).toMatchObject({ state: 'draft', progress: { in: 0, through: 0, out: 0 } });

  expect(await campaigns.start({ campaignId, expect: 3 })).toMatchObject({ enrolled: 3 });
  expect(await campaigns.get({ campaignId })).toMatchObject({ state: 'running', progress: { in: 3, through: 0, out: 2 } });
  const those = async (audience: string) => (await story.as('marketer').segments.count({ audience })).leads;
  expect([await those('in campaign "March news"'), await those('ever in campaign "March news"')]).toEqual([3, 3]);
  await story.relay();
  await story.relay();
  expect(await Promise.all([ann, bob, cleo, dan].map((lead) => lead!.got()))).toEqual([['news'], ['news'], [], ['news']]);
  expect([ann, bob, dan].map((lead) => lead!.mails.length)).toEqual([1, 1, 1]);
  expect(await campaigns.get({ campaignId })).toMatchObject({ state: 'ended', progress: { in: 0, through: 3, out: 2 } });
  expect([await those('in campaign "March news"'), await those('ever in campaign "March news"')]).toEqual([0, 3]);
  expect((await campaigns.list()).items).toContainEqual(
    expect.objectContaining({ id: campaignId, living: 0, ended: 3, refused: 2 }),
  );

  await ann!.clicks('news', 'report');
  const results = await campaigns.results({ campaignId });
  expect(results.rows).toMatchObject([
    { content: 'news', sent: 3, clicked: 1, goal: 1, notSent: 2, notSentBecause: expect.arrayContaining([expect.anything()]) },
  ]);
  const clicked = await campaigns.people({ campaignId, content: 'news', measure: 'clicked' });
  expect(clicked.items).toMatchObject([{ email: 'ann@pier7.example' }]);
  const out = await campaigns.members({ campaignId, where: { is: 'out' } });
  expect(out.items.map(({ email, text }) => [email, text])).toEqual(
    expect.arrayContaining([['eve@pier7.example', 'does not get it: no consent is known']]),
  );
  expect(story.engine.list()).toEqual([]);
});

test('a single email that fails on our side goes out when it is due again', async () => {
  await using story = await beginStory();
  const [ann] = await people(story, 'ann');
  await story.as('marketer').campaigns.launch({ name: 'March news', email: 'news', everybody: true });
  await sql`alter table content_versions rename to elsewhere`.execute(story.db);
  await story.relay();
  await sql`alter table elsewhere rename to content_versions`.execute(story.db);
  expect(await ann!.got()).toEqual([]);
  await story.runFor('2 minutes');
  expect(await ann!.got()).toEqual(['news']);
});

test('a lead in a program may get a single email, and the caps hold for both together', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.gets('guide');
  const { campaigns } = story.as('marketer');
  const audience = { leadIds: [ann.id] };
  const launched = await campaigns.launch({ name: 'March news', email: 'news', audience });
  await story.relay();
  expect(await ann.got()).toEqual(['guide']);
  const [waiting] = (await campaigns.members({ campaignId: launched.campaignId })).items;
  expect(waiting).toMatchObject({ is: 'in', because: 'frequency' });
  expect(waiting!.text).toMatch(/^news waits: the caps: 2 days between two emails, at most \d in seven days, until 2026-03-12 /);
  await story.runFor('3 days');
  expect(await ann.got()).toEqual(['guide', 'news']);
});

test('a single email can be scheduled, paused, resumed and stopped, and never goes out twice', async () => {
  await using story = await beginStory();
  const [ann, bob] = await people(story, 'ann', 'bob');
  const { campaigns } = story.as('marketer');
  const { campaignId } = await campaigns.draft({ name: 'March news', email: 'news', everybody: true });
  await campaigns.start({ campaignId, expect: 2, at: story.now + DAY });
  expect(await campaigns.get({ campaignId })).toMatchObject({ state: 'scheduled' });
  await campaigns.pause({ campaignId, because: 'a typo' });
  await campaigns.pause({ campaignId, leadId: bob!.id, because: 'is in a negotiation' });
  await story.runFor('2 days');
  expect([await ann!.got(), await bob!.got()]).toEqual([[], []]);
  await campaigns.resume({ campaignId });
  await story.runFor('1 hour');
  expect([await ann!.got(), await bob!.got()]).toEqual([['news'], []]);
  await campaigns.resume({ campaignId, leadId: bob!.id });
  await campaigns.pause({ campaignId, because: 'once more' });
  await story.runFor('1 hour');
  await campaigns.stop({ campaignId, because: 'enough' });
  await story.runFor('2 days');
  expect([await ann!.got(), await bob!.got()]).toEqual([['news'], []]);
  const { items: members } = await campaigns.members({ campaignId, where: { is: 'out' } });
  expect(members).toMatchObject([{ email: 'bob@pier7.example', text: 'does not get it: the campaign was stopped' }]);
});

test('everybody is included only explicitly, and an email that only a program can fill in is refused', async () => {
  await using story = await beginStory();
  const { campaigns } = story.as('marketer');
  await expect(campaigns.draft({ name: 'A', email: 'news', audience: {} })).rejects.toMatchObject({
    data: { code: 'audienceInvalid' },
  });
  await expect(campaigns.launch({ name: 'A', program: 'newcomers' })).rejects.toMatchObject({
    data: { code: 'audienceMissing' },
  });
  await expect(campaigns.draft({ name: 'A', email: 'meeting' })).rejects.toMatchObject({ data: { code: 'variablesUnknown' } });
  await expect(campaigns.draft({ name: 'A', email: 'nonsense' })).rejects.toMatchObject({ data: { code: 'contentMissing' } });
  const { campaignId } = await campaigns.draft({ name: 'A', email: 'news' });
  await expect(campaigns.start({ campaignId, expect: 1 })).rejects.toMatchObject({ data: { code: 'audienceMissing' } });
  await campaigns.update({ campaignId, everybody: true, cost: 12 });
  await expect(campaigns.start({ campaignId, expect: 1 })).rejects.toMatchObject({ data: { code: 'audienceEmpty' } });
  expect(await campaigns.get({ campaignId })).toMatchObject({ cost: 12, audience: { everybody: true } });
});

test('a rep sends a prepared email to their lead in their own name, once; puts the lead into a campaign; and closes their account', async () => {
  await using story = await beginStory();
  const [ann] = await people(story, 'ann');
  const { accountId } = await story.db
    .selectFrom('leads')
    .select('accountId')
    .where('id', '=', ann!.id)
    .executeTakeFirstOrThrow();
  const tom = story.asRep('tom');
  await expect(tom.leads.send({ leadId: ann!.id, content: 'introduction' })).rejects.toMatchObject({
    data: { code: 'otherLead' },
  });
  await story.db.updateTable('leads').set({ ownerId: story.reps.tom }).where('id', '=', ann!.id).execute();
  await story.db.updateTable('accounts').set({ ownerId: story.reps.tom }).where('id', '=', accountId!).execute();
  const sent = await tom.leads.send({ leadId: ann!.email, content: 'introduction' });
  expect(sent.next).toContain('The story will show when');
  await story.relay();
  expect(ann!.mails.map(({ from }) => from.name)).toEqual([expect.stringContaining('Tom')]);
  await tom.leads.send({ leadId: ann!.id, content: 'introduction' });
  await story.relay();
  expect(await ann!.got()).toEqual(['introduction']);
  const lines = (await tom.leads.story({ leadId: ann!.id })).map(({ text }) => text);
  expect(lines.filter((line) => line.includes('introduction'))).toEqual([
    expect.stringMatching(/^we sent .*\(introduction\) in the name of Tom/),
    expect.stringMatching(/^introduction was not sent/),
  ]);

  const bob = await story.lead({ email: 'bob@other.example' });
  const campaign = await story.db.selectFrom('campaigns').select('id').executeTakeFirstOrThrow();
  const into = { campaignId: campaign.id };
  await expect(tom.campaigns.add({ ...into, leadId: bob.id })).rejects.toMatchObject({ data: { code: 'otherLead' } });
  await expect(tom.campaigns.add({ ...into, audience: { source: 'story' } })).rejects.toMatchObject({
    data: { code: 'reachNotYours' },
  });
  await expect(tom.campaigns.pause({ ...into, because: 'mine' })).rejects.toMatchObject({ data: { code: 'reachNotYours' } });
  expect(await tom.campaigns.add({ ...into, leadId: ann!.id })).toMatchObject({ enrolled: 1 });
  expect(await tom.campaigns.pause({ ...into, account: accountId!, because: 'a deal is near' })).toMatchObject({ leads: 1 });
  await tom.contact.close({ accountId: accountId!, reason: 'excludedAccount' });
  await expect(tom.contact.close({ domain: 'pier7.example', reason: 'excludedDomain' })).rejects.toMatchObject({
    data: { code: 'reachNotYours' },
  });
});

test('an email says where the consent comes from and when it was given', async () => {
  await using story = await beginStory();
  await Person.capture(story, { email: 'ann@pier7.example', source: 'Trade fair' });
  const { campaigns } = story.as('marketer');
  const { campaignId } = await campaigns.draft({ name: 'March news', email: 'news', everybody: true });
  await campaigns.start({ campaignId, expect: 1 });
  await story.runFor('2 days');
  const [news] = story.mail.to('ann@pier7.example');
  expect(news?.text).toContain('because you asked for it on 10 March 2026 (Trade fair).');
});
