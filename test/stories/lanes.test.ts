import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { upsertStuck } from '../../db/leads/stuck-leads.ts';
import { beginStory } from '../support/story.ts';
import { Person } from '../support/person.ts';
import { firstSteps, news, nurture } from './lanes/programs.ts';

/*
 * Side programs: a lead is in a program of its own, and beside it in one side program of each lane.
 */

vi.setConfig({ testTimeout: 120_000 });

const workflows = fileURLToPath(new URL('lanes/workflows.ts', import.meta.url));
const besideNurture = () => beginStory({ program: 'nurture', workflows, programs: [nurture, firstSteps, news] });

test('a side program runs beside the lead’s main program, and both end by themselves', async () => {
  await using story = await besideNurture();
  const ann = await story.lead();
  await story.enters(ann, 'first-steps');
  await ann.becomes('archived');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered educate",
      "  0 mailed guide",
      "  0 entered begin",
      "  2 mailed first-steps",
      "  9 rested begin → more",
      " 12 entered more",
      " 12 ended more → (has everything)",
      " 12 mailed customer-story",
      " 14 entered quiet",
      " 14 mailed checklist",
      " 74 stage inquiry → archived (silent)",
      " 74 ended quiet → archived (silent)",
    ]
  `);
});

test('a reaction moves the program that waits for it, and the other one only records it', async () => {
  await using story = await besideNurture();
  const ann = await story.lead();
  await story.enters(ann, 'first-steps');
  await story.runFor('3 days');
  await ann.clicks('first-steps', 'review');
  await story.runFor('1 day');
  expect(await ann.diary()).toContain('  3 entered more');
  expect((await story.as('admin').leads.status({ leadId: ann.id })).running).toMatchObject({ track: 'educate' });
});

test('no email goes out twice, whichever program sends it', async () => {
  await using story = await besideNurture();
  const ann = await story.lead();
  await story.enters(ann, 'news');
  await story.runFor('30 days');
  expect((await ann.got()).filter((content) => content === 'guide')).toHaveLength(1);
  expect(await ann.diary()).toContainEqual(expect.stringMatching(/skipped guide/));
});

test('of two programs that want to write at the same hour, the main program goes first, and the gap holds', async () => {
  await using story = await besideNurture();
  const ann = await story.lead();
  await story.enters(ann, 'news');
  await story.enters(ann, 'first-steps');
  await story.runFor('30 days');
  const days = (await ann.diary()).filter((line) => line.includes('mailed'));
  expect(days).toMatchInlineSnapshot(`
    [
      "  0 mailed guide",
      "  2 mailed news",
      "  5 mailed first-steps",
      " 14 mailed checklist",
      " 16 mailed customer-story",
    ]
  `);
});

test('while sales works on the lead, one rep has it, and a side program waits unless it says otherwise', async () => {
  await using story = await besideNurture();
  const ann = await story.lead();
  await story.enters(ann, 'first-steps');
  await story.enters(ann, 'news');
  await ann.does('demoRequested');
  await story.runFor('1 day');
  expect((await story.as('manager').leads.get({ leadId: ann.id })).tasks).toMatchObject([{ kind: 'call' }]);
  await story.runFor('5 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered educate",
      "  0 mailed guide",
      "  0 interrupted educate → call (demoRequested)",
      "  0 entered call",
      "  0 stage inquiry → mql (demoRequested)",
      "  0 entered begin",
      "  0 entered tell",
      "  2 mailed news",
      "  3 stage mql → recycled (salesDidNotAct)",
      "  3 rested call → quiet",
      "  4 entered quiet",
      "  5 mailed first-steps",
    ]
  `);
});

test('the preview of a side program says whose emails would wait and why, and who may not enter', async () => {
  await using story = await besideNurture();
  const [ann, ben, eve] = [
    await story.lead(),
    await story.lead({ email: 'ben@b.example' }),
    await story.lead({ email: 'eve@e.example' }),
  ];
  await story.enters(eve, 'news');
  await ben.does('demoRequested');
  const { campaigns } = story.as('marketer');
  const previewed = async (program: string) => {
    const { campaignId } = await campaigns.draft({ name: `More ${program}`, program, everybody: true });
    const { conflicts, leads } = await campaigns.preview({ campaignId, days: 0 });
    const behind = conflicts.map(async ({ campaign, because }) => {
      const { items } = await campaigns.would({ campaignId, runsIn: campaign, because });
      return items.map(({ email }) => email);
    });
    return { leads, conflicts: conflicts.map(({ text }) => text), behind: await Promise.all(behind) };
  };
  expect(await previewed('first-steps')).toEqual({
    leads: 3,
    conflicts: [
      '2 leads in "Story" may wait: the caps count the emails of both, and the lead’s main program goes first',
      '1 lead in "Story" must wait: no email goes out until sales is done',
      '1 lead in "news" may wait: the caps count the emails of both',
    ],
    behind: [[ann.email, eve.email], [ben.email], [eve.email]],
  });
  expect(await previewed('news')).toMatchObject({
    leads: 2,
    conflicts: [
      '2 leads in "Story" may wait: the caps count the emails of both, and the lead’s main program goes first',
      '1 lead in "news" can’t enter: a lead is in one program of the lane "newsletter" at a time',
    ],
  });
});

test('an opt-out ends all programs of a lead, and only the main program decides about its stage', async () => {
  await using story = await besideNurture();
  const ann = await story.lead();
  await story.enters(ann, 'first-steps');
  await story.enters(ann, 'news');
  await ann.unsubscribes();
  await story.runFor('30 days');
  expect(await ann.got()).toEqual(['guide']);
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered educate",
      "  0 mailed guide",
      "  0 stage inquiry → archived (unsubscribed)",
      "  0 ended educate → archived (unsubscribed)",
      "  0 entered begin",
      "  0 ended begin → (unsubscribed)",
      "  0 entered tell",
      "  0 ended tell → (unsubscribed)",
    ]
  `);
});

test('stopping the campaign of a side program ends it, and the lead continues in its main program', async () => {
  await using story = await besideNurture();
  const ann = await story.lead();
  await story.enters(ann, 'first-steps');
  await story.runFor('1 day');
  const as = story.as('manager');
  const { beside } = await as.leads.get({ leadId: ann.id });
  expect(beside).toMatchObject([
    {
      program: 'first-steps',
      lane: 'onboarding',
      campaign: 'first-steps',
      track: 'begin',
      running: { waitingFor: /first-steps/ },
    },
  ]);
  const { items } = await as.campaigns.list({});
  const { id } = items.find(({ name }) => name === 'first-steps')!;
  await story.as('marketer').campaigns.stop({ campaignId: id, because: 'a story' });
  await story.runFor('20 days');
  expect(await ann.got()).toEqual(['guide', 'checklist']);
  expect(await as.leads.get({ leadId: ann.id })).toMatchObject({ beside: [], program: { program: 'nurture', state: 'running' } });
});

test('a member of a side program does not wait for the rep who has a task of the lead’s main program', async () => {
  await using story = await besideNurture();
  const ann = await story.lead();
  await story.enters(ann, 'news');
  await story.runFor('3 days');
  await ann.does('demoRequested');
  await story.settle();
  const marketer = story.as('marketer');
  const { beside, tasks } = await marketer.leads.get({ leadId: ann.id });
  expect(tasks).toHaveLength(1);
  const { items } = await marketer.campaigns.members({ campaignId: beside[0]!.campaignId, where: { leadId: ann.id } });
  expect(items).toMatchObject([{ text: 'is in the track tell, waits for a pause of 20 days until 2026-04-01 10:00 UTC' }]);
  expect((await marketer.leads.why({ leadId: ann.id })).beside).toMatchObject([
    { lane: 'newsletter', program: 'news', wait: { track: 'tell', ends: expect.arrayContaining(['the act attended']) } },
  ]);
});

test('the side programs of a merged lead end, and continue when the merge is undone', async () => {
  await using story = await besideNurture();
  const ann = await story.lead();
  const own = await story.lead({ email: 'ann@lee.example' });
  await story.enters(own, 'first-steps');
  await story.enters(own, 'news');
  await story.runFor('3 days');
  const before = await own.got();
  await story.as('marketer').leads.merge({ keep: ann.id, drop: own.id });
  await story.runFor('5 days');
  expect(own.mails).toHaveLength(before.length);
  await story.as('marketer').leads.unmerge({ leadId: ann.id });
  await story.settle();
  const { beside } = await story.as('marketer').leads.get({ leadId: own.id });
  expect(beside.map(({ program, lane }) => `${program} in ${lane}`).toSorted()).toEqual([
    'first-steps in onboarding',
    'news in newsletter',
  ]);
  await story.runFor('60 days');
  expect((await own.got()).toSorted()).toEqual(['checklist', 'customer-story', 'first-steps', 'guide', 'news']);
  const lines = (await story.as('admin').leads.story({ leadId: own.id })).map(({ text }) => text);
  expect(lines).toEqual(expect.arrayContaining(['first-steps: goes on as before', 'news: goes on as before']));
  expect((await story.as('admin').ops.unattended()).count).toBe(0);
});

test('a merge that is undone at once ends no side program', async () => {
  await using story = await besideNurture();
  const ann = await story.lead();
  const own = await story.lead({ email: 'ann@lee.example' });
  await story.enters(own, 'first-steps');
  await story.as('marketer').leads.merge({ keep: ann.id, drop: own.id });
  await story.as('marketer').leads.unmerge({ leadId: ann.id });
  await story.runFor('30 days');
  expect((await own.got()).toSorted()).toEqual(['checklist', 'customer-story', 'first-steps', 'guide']);
});

test('a lead is in one side program of a lane at a time, and the next campaign of the lane waits for its end', async () => {
  await using story = await besideNurture();
  const ann = await story.lead();
  await story.enters(ann, 'first-steps');
  const again = { name: 'Again', program: 'first-steps', audience: { leadIds: [ann.id] } };
  expect(await story.as('marketer').campaigns.launch(again)).toMatchObject({
    enrolled: 0,
    notEnrolled: [{ code: 'inProgram' }],
  });
  await story.runFor('14 days');
  await story.settle();
  expect((await ann.diary()).filter((line) => line.includes('entered begin'))).toEqual([
    '  0 entered begin',
    ' 14 entered begin',
  ]);
});

test('a side program that fails is parked separately, and an operator runs it again by its lane', async () => {
  await using story = await besideNurture();
  const ann = await story.lead();
  await story.enters(ann, 'news');
  const as = story.as('admin');
  const place = { leadId: ann.id, lane: 'newsletter' };
  await as.ops.moveTo({ id: randomUUID(), ...place, track: 'fails' });
  await story.settle();
  expect((await as.ops.parked({})).items).toMatchObject([{ ...place, program: 'news', track: 'fails' }]);
  const retry = as.ops.retry({ id: randomUUID(), leadId: ann.id });
  await expect(retry).rejects.toThrow('is not parked');
  await as.ops.moveTo({ id: randomUUID(), ...place, track: 'tell' });
  await story.runFor('3 days');
  expect(await ann.got()).toEqual(['guide', 'news']);
});

test('a lead that is parked, or stuck, in two lanes is listed twice, across pages', async () => {
  await using story = await besideNurture();
  const ann = await story.lead();
  const lanes = { newsletter: 'news', onboarding: 'first-steps' };
  const { ops } = story.as('admin');
  for (const [lane, program] of Object.entries(lanes)) {
    await story.enters(ann, program);
    await ops.moveTo({ id: randomUUID(), leadId: ann.id, lane, track: 'fails' });
    const stuck = { leadId: ann.id, lane, cause: 'codeChanged', track: 'fails', place: null, detail: null } as const;
    await story.db.transaction().execute(async (trx) => await upsertStuck(trx, stuck));
  }
  await story.settle();
  for (const list of [ops.parked, ops.stuck]) {
    const first = await list({ limit: 1 });
    const second = await list({ limit: 1, after: first.next });
    expect([...first.items, ...second.items].map(({ lane }) => lane)).toEqual(['newsletter', 'onboarding']);
    expect((await list({ limit: 1, after: second.next })).items).toEqual([]);
  }
});

test('a customer enters a side program', async () => {
  await using story = await besideNurture();
  const ann = await Person.capture(story);
  await story.db.updateTable('leads').set({ stage: 'customer' }).where('id', '=', ann.id).execute();
  await story.enters(ann, 'first-steps');
  await story.runFor('1 day');
  expect(await ann.got()).toEqual(['first-steps']);
  expect((await story.as('manager').leads.get({ leadId: ann.id })).stage).toMatchObject({ name: 'customer' });
});
