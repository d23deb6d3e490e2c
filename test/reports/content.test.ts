import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveContentVersion } from '../../db/touches/content-versions.ts';
import { createReportWorld, email, type ReportWorld } from './world.ts';

let world: ReportWorld;
let a: string;
let b: string;
beforeAll(async () => {
  world = await createReportWorld();
  const news = world.deps.settings.content['news']!;
  [a, b] = [news.versions.default.hash, news.versionB!.hash];
  const links = {};
  for (const [hash, subject] of [
    [a, news.versions.default.subject],
    [b, news.versionB!.subject],
  ] as const)
    // prettier-ignore
    await saveContentVersion(world.db, { hash, content: 'news', persona: null, subject, text: news.versions.default.text, links });
  await saveContentVersion(world.db, { hash: 'old', content: 'news', persona: null, subject: 'News', text: 'Old words', links });
});
afterAll(async () => await world[Symbol.asyncDispose]());

const content = () => world.as('marketer').content;

let people = 0;

/** Sends a version of the news to new leads, so many days ago; the first ones meet its goal. */
async function sends(version: string, daysAgo: number, leads: number, goals: number): Promise<void> {
  for (let n = 0; n < leads; n++) {
    const leadId = await world.traveller(`reader${++people}@pier.example`, daysAgo + 1, []);
    const key = await email(world, leadId, daysAgo, { content: 'news', acts: n < goals ? ['downloaded'] : [] });
    await world.db.updateTable('touches').set({ version }).where('key', '=', key).execute();
  }
}

test('two subjects are compared by what was sent since the second one, and none is better before there is enough', async () => {
  expect((await content().results({ id: 'news' })).subjects).toMatchObject({
    verdict: 'notEnough',
    a: { sent: 0 },
    b: { sent: 0 },
  });
  await sends('old', 40, 2, 1);
  await sends(a, 30, 5, 5);
  await sends(b, 20, 29, 20);
  await sends(a, 20, 31, 3);
  const early = await content().results({ id: 'news' });
  expect(early.subjects).toMatchObject({
    verdict: 'notEnough',
    a: { subject: 'What is new', sent: 31, goal: 3 },
    b: { subject: 'What changed since the guide', sent: 29, goal: 20 },
    percent: 50,
    text: 'Not enough yet: 31 emails with A, 29 with B. 30 of each are needed before one can be called better.',
  });
  await sends(b, 10, 3, 2);
  const { subjects, versions } = await content().results({ id: 'news' });
  expect(subjects).toMatchObject({
    verdict: 'b',
    text: 'B is better: 10 % with A and 69 % with B met the goal, and luck hardly explains it.',
  });
  expect(subjects!.difference!.from).toBeGreaterThan(0.3);
  expect(versions.map(({ subject, isNow, sent, goal }) => [subject, isNow, sent, goal])).toEqual([
    ['What changed since the guide', true, 32, 22],
    ['What is new', true, 36, 8],
    ['News', false, 2, 1],
  ]);
  const [second] = versions;
  expect(await world.behind(second!.people.goal)).toHaveLength(22);
});

test('each version says when it was sent and what its text was', async () => {
  const versions = await content().versions({ id: 'news' });
  expect(versions.map(({ subject, sent, isNow }) => [subject, sent, isNow])).toEqual([
    ['What changed since the guide', 32, true],
    ['What is new', 36, true],
    ['News', 2, false],
  ]);
  expect(versions[2]).toMatchObject({ text: 'Old words', first: expect.stringMatching(/^2026-/) as string });
  const unsent = await content().versions({ id: 'guide' });
  expect(unsent.map(({ persona, sent, first }) => [persona, sent, first])).toEqual([[null, 0, null], ['decision-maker', 0, null]]); // prettier-ignore
  await expect(content().versions({ id: 'gide' })).rejects.toMatchObject({ message: expect.stringContaining('guide') as string });
});

test('the grid counts each content for each kind of buyer, and each count opens its leads', async () => {
  const { cells } = await content().grid({});
  const news = cells.find((cell) => cell.content === 'news')!;
  expect(news).toMatchObject({ sent: 63, goal: 25, replied: 0 });
  expect(await world.behind(news.people.sent)).toHaveLength(63);
  expect(await world.behind(news.people.goal)).toHaveLength(25);
  expect(await world.behind(news.people.replied)).toHaveLength(0);
});
