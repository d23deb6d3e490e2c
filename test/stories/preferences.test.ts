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
  expect(await ann.got()).toEqual(['guide']);
});

test('an answer to an old email counts too, even during a rest', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user', seniority: 'staff', industry: 'mining' });
  await ann.gets('question');
  await ann.answers('question', 'later');
  await story.runFor('3 days');
  await ann.asksFor('notRelevant', { in: 'guide' });
  expect(await tail(ann, 1)).toEqual([' 13 ended connect → archived (notRelevant)']);
});

test('a lead who asks for emails again before the date it named gets them', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user', seniority: 'staff', industry: 'mining' });
  await ann.gets('question');
  await ann.answers('question', 'later', { until: '2027-03-01' });
  await story.runFor('2 days');
  await ann.asksFor('resume', { in: 'guide' });
  await story.runFor('5 days');
  expect((await ann.got()).at(-1)).toBe('customer-story');
});

test('the rest of a lead moves with the date that it names last', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user', seniority: 'staff', industry: 'mining' });
  await ann.gets('question');
  await ann.answers('question', 'later', { until: '2027-03-01' });
  await story.runFor('1 day');
  await ann.asksFor('boughtElsewhere', { in: 'guide', until: '2026-04-10' });
  await ann.gets('customer-story');
  expect(story.now).toBeGreaterThanOrEqual(Date.UTC(2026, 3, 10));
  expect(story.now).toBeLessThan(Date.UTC(2026, 3, 20));
});

test('the late answer to a question counts too', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user', seniority: 'staff', industry: 'mining' });
  await ann.gets('question');
  await ann.gets('customer-story');
  await ann.answers('question', 'notRelevant');
  expect(await ann.stage()).toBe('archived');
});

test.each([
  ['pause', {}, 30],
  ['later', { until: '2026-05-01' }, 52],
  ['later', {}, 60],
  ['boughtElsewhere', { until: '2026-06-01' }, 83],
] as const)('somebody who asks for "%s" %j gets nothing for %i days, and then the next email', async (answer, form, days) => {
  await using story = await beginStory();
  const ann = await story.lead({ industry: 'mining', seniority: 'staff' });
  await ann.gets('checklist');
  const asked = story.now;
  await ann.asksFor(answer, form);
  const until = 'until' in form ? Date.parse(form.until) : asked + days * DAY;
  await ann.gets('question');
  const touch = await story.db
    .selectFrom('touches')
    .select('sentAt')
    .where('leadId', '=', ann.id)
    .where('content', '=', 'question')
    .executeTakeFirstOrThrow();
  expect(touch.sentAt!.getTime()).toBeGreaterThanOrEqual(until);
  expect(touch.sentAt!.getTime()).toBeLessThan(until + 4 * DAY);
});

test('a lead can end a pause', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.asksFor('later', { until: '2027-03-01' });
  await story.runFor('15 days');
  expect(await ann.got()).toEqual(['guide']);
  await ann.asksFor('resume');
  await story.runFor('20 days');
  expect(await ann.got()).toContain('checklist');
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
  await ann.gets('checklist');
  await ann.asksFor('tooOften');
  await story.runFor('60 days');
  const days = async (person: Person) => (await person.diary()).filter((line) => line.includes('mailed'));
  expect({ ann: await days(ann), bob: await days(bob) }).toMatchInlineSnapshot(`
    {
      "ann": [
        "  0 mailed guide",
        "  5 mailed checklist",
        " 10 mailed question",
        " 31 mailed customer-story",
      ],
      "bob": [
        "  0 mailed guide",
        "  5 mailed checklist",
        " 10 mailed question",
        " 27 mailed customer-story",
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
        "  0 mailed guide",
        "  5 mailed checklist",
        " 20 mailed question",
      ],
      "bob": [
        "  0 mailed guide",
        "  5 mailed checklist",
        " 10 mailed question",
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
