import { expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import type { Person } from '../support/person.ts';
import { beginStory } from '../support/story.ts';

const tail = async (ann: Person, n: number): Promise<string[]> => (await ann.diary()).slice(-n);

test('an answer "not relevant" ends any track', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.asksFor('notRelevant');
  expect(await tail(ann, 2)).toEqual([
    '  1 stage inquiry → archived (notRelevant)',
    '  1 ended educate → archived (notRelevant)',
  ]);
  await story.runFor('60 days');
  expect(await ann.got()).toEqual(['market-guide']);
});

test('an answer to an old email counts too, even during a rest', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user', seniority: 'staff', industry: 'mining' });
  await ann.gets('is-this-still-useful');
  await ann.answers('is-this-still-useful', 'later');
  await story.runFor('3 days');
  await ann.asksFor('notRelevant', { in: 'market-guide' });
  expect(await tail(ann, 1)).toEqual([' 18 ended connect → archived (notRelevant)']);
});

test('the late answer to a question counts too', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user', seniority: 'staff', industry: 'mining' });
  await ann.gets('is-this-still-useful');
  await ann.gets('customer-case');
  await ann.answers('is-this-still-useful', 'notRelevant');
  expect(await ann.stage()).toBe('archived');
});

test.each([
  ['pause', {}, 30],
  ['later', { until: '2026-05-01' }, 52],
  ['later', {}, 60],
  ['boughtElsewhere', { until: '2026-06-01' }, 83],
] as const)('somebody who asks for "%s" %j hears nothing for %i days, and then the next email', async (answer, form, days) => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.gets('common-mistakes');
  const asked = story.now;
  await ann.asksFor(answer, form);
  const until = 'until' in form ? Date.parse(form.until) : asked + days * DAY;
  await ann.gets('buyers-checklist');
  const touch = await story.db
    .selectFrom('touches')
    .select('sentAt')
    .where('leadId', '=', ann.id)
    .where('content', '=', 'buyers-checklist')
    .executeTakeFirstOrThrow();
  expect(touch.sentAt!.getTime()).toBeGreaterThanOrEqual(until);
  expect(touch.sentAt!.getTime()).toBeLessThan(until + 4 * DAY);
});

test('a lead can end a pause', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.asksFor('later', { until: '2027-03-01' });
  await story.runFor('15 days');
  expect(await ann.got()).toEqual(['market-guide']);
  await ann.asksFor('resume');
  await story.runFor('20 days');
  expect(await ann.got()).toContain('common-mistakes');
});

test('a lead who gets too many emails gets them at half the pace from the next date on, for good', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user', seniority: 'staff', industry: 'mining' });
  const bob = await story.lead({
    email: 'bob@dock.example',
    company: 'Dock',
    persona: 'user',
    seniority: 'staff',
    industry: 'mining',
  });
  await ann.gets('common-mistakes');
  await ann.asksFor('tooOften');
  await story.runFor('60 days');
  const days = async (person: Person) => (await person.diary()).filter((line) => line.includes('mailed'));
  expect({ ann: await days(ann), bob: await days(bob) }).toMatchInlineSnapshot(`
    {
      "ann": [
        "  0 mailed market-guide",
        "  5 mailed common-mistakes",
        " 10 mailed buyers-checklist",
        " 30 mailed is-this-still-useful",
        " 51 mailed customer-case",
        " 61 mailed how-to",
      ],
      "bob": [
        "  0 mailed market-guide",
        "  5 mailed common-mistakes",
        " 10 mailed buyers-checklist",
        " 15 mailed is-this-still-useful",
        " 29 mailed customer-case",
        " 34 mailed how-to",
        " 40 mailed follow-us",
        " 44 mailed carrier-view",
        " 47 mailed goodbye",
      ],
    }
  `);
});

test('a lead who cares about something else gets emails for another kind of buyer from then on', async () => {
  await using story = await beginStory();
  const someone = { persona: 'user', seniority: 'staff', industry: 'mining' } as const;
  const ann = await story.lead(someone);
  const bob = await story.lead({ ...someone, email: 'bob@dock.example', company: 'Dock' });
  await story.runFor('1 day');
  await ann.asksFor('wrongTopic');
  await story.runFor('25 days');
  const mails = async (person: Person) => (await person.diary()).filter((line) => line.includes('mailed'));
  // Users are written to at twice the pace of champions.
  expect({ ann: await mails(ann), bob: await mails(bob) }).toMatchInlineSnapshot(`
    {
      "ann": [
        "  0 mailed market-guide",
        "  5 mailed common-mistakes",
        " 20 mailed buyers-checklist",
      ],
      "bob": [
        "  0 mailed market-guide",
        "  5 mailed common-mistakes",
        " 10 mailed buyers-checklist",
        " 15 mailed is-this-still-useful",
      ],
    }
  `);
});

test('marketing stays silent while sales works on the lead, and afterwards; the deal continues', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ seniority: 'director' });
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'accepted');
  await story.runFor('2 days');
  await ann.asksFor('notRelevant');
  const before = await ann.got();
  await story.runFor('10 days');
  expect(await ann.got()).toEqual(before);
  expect(await ann.stage()).toBe('sal');
  await ann.isReported(rep, 'recycled', { recycleReason: 'budget' });
  await story.runFor('1 day');
  expect(await tail(ann, 1)).toEqual([expect.stringContaining('archived (notRelevant)')]);
});

test('a wish after the end of a program counts for the next one', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.asksFor('notRelevant');
  await ann.asksFor('tooOften');
  const lead = await story.db.selectFrom('leads').select(['slower', 'stage']).where('id', '=', ann.id).executeTakeFirst();
  expect(lead).toEqual({ slower: 2, stage: 'archived' });
  // What ended at their word begins again at their word.
  await ann.asksFor('resume');
  expect(await ann.track()).toBeDefined();
  await story.runFor('20 days');
  expect((await ann.got()).length).toBeGreaterThan(1);
});
