import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { beginStory, type Story } from '../support/story.ts';
import type { LeadCells, Person } from '../support/person.ts';

async function notEnrolled(story: Story): Promise<string[]> {
  const [campaign] = (await story.as('marketer').campaigns.list()).items;
  const { items: rows } = await story.as('marketer').campaigns.notEnrolled({ campaignId: campaign!.id });
  return rows.map(({ code }) => code);
}

/** A salesperson who has an open deal with somebody at Pier Seven. */
async function openDeal(story: Story): Promise<Person> {
  const cfo = await story.lead({ email: 'cfo@pier7.example', seniority: 'director' });
  await cfo.does('demoRequested');
  const rep = (await cfo.holder())!;
  await cfo.isReported(rep, 'accepted');
  await cfo.isReported(rep, 'opportunity', { amount: 1_000, closeAt: story.now + DAY, nextStep: 'Meet' });
  return cfo;
}

test('a second MQL at an account goes to the SDR of the first', async () => {
  await using story = await beginStory();
  const people = ['ann@pier7.example', 'bob@pier7.example', 'eve@pier7.example'];
  const leads = [];
  for (const email of people) leads.push(await story.lead({ email }));
  for (const lead of leads) await lead.does('demoRequested');
  const [first, ...others] = await Promise.all(leads.map((lead) => lead.holder()));
  expect(others).toEqual([first, first]);
});

test('at different accounts the SDRs take turns', async () => {
  await using story = await beginStory();
  const holders = [];
  for (const domain of ['a.example', 'b.example', 'c.example', 'd.example']) {
    const lead = await story.lead({ email: `ann@${domain}`, company: domain });
    await lead.does('demoRequested');
    holders.push(await lead.holder());
  }
  expect(holders).toEqual(['sam', 'sue', 'sam', 'sue']);
});

test('two people with addresses of a free provider do not make an account', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ email: 'ann.lee@gmail.com', company: 'Pier Seven' });
  const bob = await story.lead({ email: 'bob.fox@gmail.com', company: 'Other Dock' });
  await ann.does('demoRequested');
  await bob.does('demoRequested');
  expect(await bob.holder()).not.toBe(await ann.holder());
});

test('a new lead at an account with an open deal goes to its owner, without an email', async () => {
  await using story = await beginStory();
  const cfo = await openDeal(story);
  const ann = await story.lead({ email: 'ann@pier7.example' });
  expect(await ann.holder()).toBe(await cfo.holder());
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered sales",
      "  0 stage inquiry → mql (goes to the owner of a deal)",
    ]
  `);
});

test('a lead whose account gets a deal while it is nurtured goes to its owner when it is ready', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ email: 'ann@pier7.example' });
  const cfo = await openDeal(story);
  await ann.does('demoRequested');
  expect(await ann.holder()).toBe(await cfo.holder());
});

test.each(['customer', 'competitor', 'partner'])('an employee of a %s does not enter', async (relationship) => {
  await using story = await beginStory();
  await story.lead({ email: 'ann@quay.example', company: 'Quay' });
  const bob = await story.lead({ relationship });
  await story.runFor('1 day');
  expect(bob.mails).toEqual([]);
  expect(await notEnrolled(story)).toEqual([relationship]);
});

test('a won deal makes the account a customer: its other people are no longer acquired', async () => {
  await using story = await beginStory();
  const cfo = await openDeal(story);
  await cfo.isReported((await cfo.holder())!, 'won', { learned: 'x' });
  await story.lead({ email: 'late@pier7.example' });
  expect(await notEnrolled(story)).toEqual(['customer']);
});

test.each<[string, LeadCells, string]>([
  ['no basis', { basis: 'none' }, 'noConsent'],
  ['an opt-in that was never confirmed', { basis: 'doubleOptIn' }, 'consentUnconfirmed'],
  ['a legitimate interest where the law asks for more', { basis: 'legitimateInterest', country: 'DE' }, 'optInNeeded'],
])('a lead who gave us %s is held, and listed', async (_, cells, held) => {
  await using story = await beginStory();
  const ann = await story.lead(cells);
  await story.runFor('1 day');
  expect(ann.held).toBe(held);
  expect(await ann.got()).toEqual([]);
  expect((await story.as('marketer').leads.held()).items.map(({ email }) => email)).toEqual([ann.email]);
});

test('a held lead enters after giving a basis', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ basis: 'none' });
  expect(ann.held).toBe('noConsent');
  const again = await story.lead({ basis: 'optIn' });
  expect(again.id).toBe(ann.id);
  expect(again.mails).toHaveLength(1);
});

test('a lead out of profile is turned away before the first email', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ industry: 'media', region: 'Asia Pacific', country: 'SG', size: '4' });
  await story.runFor('1 day');
  expect(ann.mails).toEqual([]);
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 stage inquiry → disqualified (too few criteria of the profile match)",
      "  0 ended gate → disqualified (too few criteria of the profile match)",
    ]
  `);
});

test.each([
  ['takes no mail', 'ann@nowhere.example', 'the domain takes no mail'],
  ['is thrown away after minutes', 'ann@mailinator.com', 'the address is disposable'],
])('an address that %s is turned away before the first mail', async (_, email, because) => {
  await using story = await beginStory();
  const ann = await story.lead({ email });
  await story.runFor('1 day');
  expect(ann.mails).toEqual([]);
  expect(await ann.journal()).toContain(`ended gate → disqualified (${because})`);
});

test('a lead is in one program at a time', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  const launched = await story
    .as('marketer')
    .campaigns.launch({ name: 'Another', program: 'newcomers', audience: { leadIds: [ann.id] } });
  expect(launched).toMatchObject({ enrolled: 0, notEnrolled: [{ code: 'inProgram' }] });
});

test('an archived lead comes back by another campaign only if that asks for archived leads', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user', seniority: 'staff', industry: 'mining' });
  await ann.gets('question');
  const whom = { domain: 'pier7.example' };
  const { id } = await story.as('marketer').contact.close({ ...whom, reason: 'excludedDomain' });
  await story.settle();
  await story.as('marketer').contact.open({ id });
  const launch = (name: string, again: boolean) =>
    story.as('marketer').campaigns.launch({ name, program: 'newcomers', audience: { leadIds: [ann.id] }, again });
  expect(await launch('Spring', false)).toMatchObject({ enrolled: 0, notEnrolled: [{ code: 'archived' }] });
  expect(await launch('Autumn', true)).toMatchObject({ enrolled: 1 });
  await story.settle();
  await story.runFor('10 days');
  expect(await ann.stage()).toBe('inquiry');
  expect((await ann.diary()).slice(8)).toMatchInlineSnapshot(`
    [
      " 10 entered gate",
      " 10 stage archived → inquiry (comes back)",
      " 10 entered educate",
      " 10 skipped guide (alreadySent)",
      " 10 skipped checklist (alreadySent)",
      " 10 entered reEngage",
      " 10 skipped question (alreadySent)",
      " 10 rested reEngage → connect",
      " 17 entered connect",
      " 17 mailed customer-story",
    ]
  `);
});

test('a rep who is away gets nothing new', async () => {
  await using story = await beginStory();
  const ids = { id: randomUUID(), repId: story.reps.sam };
  await story.db
    .insertInto('absences')
    .values({ ...ids, startsAt: new Date(story.now - DAY), endsAt: new Date(story.now + 5 * DAY) })
    .execute();
  for (const domain of ['a.example', 'b.example']) {
    const lead = await story.lead({ email: `ann@${domain}`, company: domain });
    await lead.does('demoRequested');
    expect(await lead.holder()).toBe('sue');
  }
});
