import { expect, test } from 'vitest';
import { asMarkdown } from '../../domain/text/document.ts';
import { DAY } from '../../domain/time/duration.ts';
import { beginStory } from '../support/story.ts';

const csv = `email,name,company,size,industry,country,title
ann@pier7.example,Ann Lee,Pier Seven,300,logistics,DE,Logistics Manager
bob@quay.example,Bob Ray,Quay,40,retail,DE,Clerk
eve@dock.example,Eve Day,Dock,900,logistics,DE,Director of Logistics
no address,Nobody,,,,,`;

test('the week of a marketer', { timeout: 300_000 }, async () => {
  await using story = await beginStory();
  const { imports, segments, campaigns, contact, leads, reports, content, suppressions, experiments, team, forms } =
    story.as('marketer');

  // Tuesday. A list from a fair: a look at it first, then the import; a bad row says why.
  const look = await imports.preview({ csv, source: 'fair', consentBasis: 'optIn' });
  expect(look).toMatchObject({ created: 3, bad: 1, mapping: { title: 'title' } });
  const { importId } = await imports.run({ file: { csv }, source: 'fair', consentBasis: 'optIn' });
  expect((await imports.rejections({ importId })).items).toMatchObject([
    { line: 5, reason: '"no address" is not an email address' },
  ]);

  expect((await imports.list()).items).toMatchObject([{ id: importId, source: 'fair' }]);
  expect(await segments.count({ audience: `in import ${importId}` })).toMatchObject({ leads: 3 });
  expect(await segments.addresses({ pasted: 'Ann <ann@pier7.example>; zoe@nowhere.example' })).toMatchObject({
    known: 1,
    unknown: ['zoe@nowhere.example'],
  });

  // Two records of one person become one, and two again; a wrong address is corrected, and the old one still finds her.
  const twin = await leads.add({
    lead: { email: 'e.day@dock.example', name: 'Eve Day' },
    source: 'old list',
    consentBasis: 'none',
  });
  expect((await leads.duplicates({ leadId: twin.leadId })).items).toMatchObject([{ other: { email: 'eve@dock.example' } }]);
  await leads.merge({ keep: 'eve@dock.example', drop: twin.leadId });
  await leads.unmerge({ leadId: 'eve@dock.example' });
  await leads.update({ leadId: twin.leadId, email: 'eva@dock.example' });
  expect(await leads.get({ leadId: 'e.day@dock.example' })).toMatchObject({ email: 'eva@dock.example' });

  // Who must not be contacted comes in as a list; a provider of mailboxes is not meant by mistake.
  expect(await suppressions.import({ csv: 'domain\nrival.example\ngmail.com' })).toMatchObject({ closed: 1, bad: 1 });
  await expect(contact.close({ domain: 'gmail.com', reason: 'excludedDomain' })).rejects.toMatchObject({
    data: { code: 'domainOfMany' },
  });

  // An audience in words: counted, explained, saved.
  const audience = 'source is fair and country is DE';
  expect(await segments.count({ audience })).toMatchObject({ leads: 3 });
  expect(await segments.explain({ leadId: 'bob@quay.example', audience })).toMatchObject({ isIn: true });
  await segments.save({ name: 'fair', audience });

  // A campaign: draft, preview, a test to oneself. It does not start with another count than the expected one.
  const { campaignId } = await campaigns.draft({
    name: 'Spring',
    program: 'newcomers',
    audience: 'in segment "fair"',
    cost: 5_000,
  });
  expect(await campaigns.preview({ campaignId })).toMatchObject({ leads: 3, not: [], conflicts: [] });
  await campaigns.test({ campaignId, to: 'martha@ours.example', email: 'guide' });
  expect(story.mail.to('martha@ours.example')).toMatchObject([{ subject: expect.stringContaining('The guide') as string }]);
  await expect(campaigns.start({ campaignId, expect: 7 })).rejects.toMatchObject({ data: { code: 'countDiffers' } });
  expect((await campaigns.start({ campaignId, expect: 3 })).next).toBe('Started for 3 leads.');
  await story.settle();
  await story.runFor('1 day');

  // Wednesday. Who is where; why Bob got nothing; a wrong price: the campaign rests until it is right, and nothing goes out twice.
  const { items: members } = await campaigns.members({ campaignId });
  expect(members.map(({ name, text }) => `${name} ${text}`)).toEqual([
    expect.stringMatching(/^Ann Lee is in the track educate, waits for .+ until .+ UTC$/),
    'Bob Ray is through as Disqualified: too few criteria of the profile match',
    expect.stringMatching(/^Eve Day is in the track educate, waits for .+ until .+ UTC$/),
  ]);
  expect((await leads.why({ leadId: 'bob@quay.example' })).score.lacks.map(({ label }) => label)).toContain(
    'does not fit well enough',
  );
  await campaigns.pause({ campaignId, because: 'a wrong price' });
  await story.settle();
  await story.runFor('12 days');
  expect(story.mail.to('ann@pier7.example')).toHaveLength(1);
  await campaigns.resume({ campaignId });
  await story.settle();
  await story.runFor('2 days');
  expect(story.mail.to('ann@pier7.example').map(({ subject }) => subject)).toEqual(['The guide', 'Ten questions to ask']);

  // A keen lead goes ahead, a competitor gets no more emails, another one leaves the campaign. Each can be taken back.
  expect((await leads.move({ leadId: 'eve@dock.example', track: 'offer' })).text).toContain('To undo this, move it back to');
  const { id } = await contact.close({ domain: 'quay.example', reason: 'excludedDomain' });
  expect(await contact.open({ id })).toMatchObject({ wasClosed: true });
  await campaigns.stop({ campaignId, leadId: 'ann@pier7.example', because: 'asked at the fair' });
  await story.settle();

  // Who is in a program enters the next one when it ends, unless somebody thinks better of it.
  const autumn = await campaigns.launch({ name: 'Autumn', program: 'newcomers', audience: 'email is eve@dock.example' });
  expect((await campaigns.waiting({ campaignId: autumn.campaignId })).items).toMatchObject([{ email: 'eve@dock.example' }]);
  await campaigns.stopWaiting({ campaignId: autumn.campaignId, leadId: 'eve@dock.example' });
  expect((await campaigns.waiting({ leadId: 'eve@dock.example' })).items).toEqual([]);
  expect((await forms.link({ form: 'demo', campaign: 'Spring', source: 'poster' })).url).toContain('/f/');

  // A newsletter to everybody who may get it, and to nobody twice.
  const news = await campaigns.draft({ name: 'March news', email: 'news', everybody: true });
  const { leads: readers } = await campaigns.preview({ campaignId: news.campaignId });
  await campaigns.start({ campaignId: news.campaignId, expect: readers });
  await story.runFor('2 days');
  await story.settle();
  expect((await campaigns.results({ campaignId: news.campaignId })).rows).toMatchObject([{ content: 'news', sent: readers }]);

  // Friday. Numbers, each with its people; the cost as it was in the end; and what the emails say.
  await campaigns.update({ campaignId, cost: 6_000 });
  const { rows } = await campaigns.results({ campaignId });
  expect(rows).toMatchObject([{ content: 'guide', sent: 2 }, { content: 'checklist', sent: 1 }, {}]);
  expect((await campaigns.people({ campaignId, content: 'guide', measure: 'sent' })).items.map(({ name }) => name)).toEqual([
    'Ann Lee',
    'Eve Day',
  ]);
  const funnel = await reports.funnel({ campaignId });
  const [inquiry] = funnel.groups[0]!.stages;
  expect(inquiry).toMatchObject({ reached: 3, left: [{ reason: 'too few criteria of the profile match', leads: 1 }] });
  expect((await reports.people({ of: inquiry!.people.reached })).items).toHaveLength(3);
  expect((await reports.money({ campaignId })).rows).toMatchObject([{ label: 'Spring', cost: 6_000, leads: 3 }]);
  expect(await reports.plan({ revenue: 100_000, by: story.now + 90 * DAY })).toHaveProperty('text');
  expect((await content.preview({ id: 'guide' })).subject).toBe('The guide');
  expect(await content.versions({ id: 'guide' })).not.toEqual([]);
  expect((await reports.sources({})).rows.map(({ source }) => source)).toContain('fair');
  expect(await reports.review({})).toHaveProperty('advice');
  expect(asMarkdown(await team.agreement({}))).toContain('# Agreement between marketing and sales');
  expect(await experiments.list()).toMatchObject([{ content: 'news' }]);
  await experiments.decide({ content: 'news', subject: 'a' });
  await experiments.resume({ content: 'news' });
});
