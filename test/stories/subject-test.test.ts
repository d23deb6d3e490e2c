import { expect, test } from 'vitest';
import { Person } from '../support/person.ts';
import { beginStory, type Story } from '../support/story.ts';

const [A, B] = ['What is new', 'What changed since the guide'];

/** The subjects that new readers get. */
async function subjectsOf(story: Story, name: string): Promise<Set<string>> {
  const readers = await Promise.all(
    Array.from({ length: 16 }, async (_, n) => await Person.capture(story, { email: `reader${n}@${name}.example` })),
  );
  const audience = { leadIds: readers.map(({ id }) => id) };
  await story.as('marketer').campaigns.launch({ name, email: 'news', audience });
  await story.relay();
  await story.relay();
  return new Set(readers.flatMap((reader) => reader.mails.map(({ subject }) => subject)));
}

test('a marketer ends a test of two subjects, and resumes it', async () => {
  await using story = await beginStory();
  const { experiments } = story.as('marketer');
  expect(await subjectsOf(story, 'tested')).toEqual(new Set([A, B]));
  await story.runFor('1 hour');
  const [before] = await experiments.list();
  expect(before).toMatchObject({ content: 'news', a: { subject: A }, b: { subject: B }, verdict: 'notEnough', decided: null });
  const sent = before!.a.sent + before!.b.sent;

  expect((await experiments.decide({ content: 'news', subject: 'b' })).next).toContain(`everybody gets "${B}"`);
  await story.runFor('1 hour');
  expect(await subjectsOf(story, 'decided')).toEqual(new Set([B]));
  // What is sent to everybody says nothing about the test.
  const [decided] = await experiments.list();
  expect(decided).toMatchObject({
    decided: { subject: 'b', by: expect.any(String) as string, at: expect.any(String) as string },
  });
  expect(decided!.a.sent + decided!.b.sent).toBe(sent);

  await experiments.decide({ content: 'news', subject: 'a' });
  expect(await subjectsOf(story, 'other')).toEqual(new Set([A]));
  await experiments.resume({ content: 'news' });
  expect(await subjectsOf(story, 'again')).toEqual(new Set([A, B]));
});

test('a decision that is not possible is refused with what to do', async () => {
  await using story = await beginStory();
  const { experiments } = story.as('marketer');
  await expect(experiments.decide({ content: 'guide', subject: 'b' })).rejects.toMatchObject({ data: { code: 'notTested' } });
  await expect(experiments.resume({ content: 'news' })).rejects.toMatchObject({ data: { code: 'notDecided' } });
  await expect(experiments.decide({ content: 'nws', subject: 'b' })).rejects.toThrow('Did you mean "news"?');
});
