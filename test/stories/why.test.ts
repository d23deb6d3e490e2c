import { expect, test } from 'vitest';
import { whyInWords } from '../../cli/why-in-words.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type Story } from '../support/story.ts';

const why = async (story: Story, { id }: Person) => await story.as('marketer').leads.why({ leadId: id });

/** A section of the text for a terminal. */
async function told(story: Story, ann: Person, title: string): Promise<string> {
  const sections = whyInWords(await why(story, ann)).split('\n\n');
  return sections.find((section) => section.startsWith(`${title}\n`)) ?? 'nothing';
}

test('a lead that waits: for what, until when, and what would end it', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.gets('guide');
  expect(await told(story, ann, 'It waits')).toMatchInlineSnapshot(`
    "It waits
      for its goal (guide), until 2026-03-20 10:00
      in the track educate of newcomers (visit 1)
      What would end it:
      - its goal (guide)
      - 2026-03-20 10:00 UTC
      - an act that makes it ready for sales
      - a score that makes it ready for sales: then qualify
      - email is closed for the lead: it ends as archived"
  `);
});

test('a lead with sales: the act that led there, its score by terms, and the route of its task', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const answer = await why(story, ann);
  expect(answer.cameBy?.text).toBe('enters the track qualify');
  expect(answer.lastSteps.map(({ text }) => text)).toContain('leaves the track educate for qualify (asked for a demo)');
  expect(answer.tasks).toMatchObject([{ label: 'call task', team: 'sdr-team', route: [{ rep: expect.any(String) }] }]);
  expect(await told(story, ann, 'Score')).toMatchInlineSnapshot(`
    "Score
      fit 100: +30 size of the company, +25 industry, +25 seniority, +20 region
      interest 0 (cold): nothing yet
      Not ready for sales: it has not shown enough interest, has done too few different things lately."
  `);
  expect(answer.wait).toMatchObject({
    track: 'qualify',
    ends: [expect.stringContaining('a rep'), expect.stringContaining('UTC')],
  });
});

test('a lead that may not be emailed: what was not sent, what is closed, and the campaign that it did not enter', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.gets('guide');
  await ann.does('unsubscribed');
  await story.runFor('1 day');
  const audience = { leadIds: [ann.id] };
  await story.as('marketer').campaigns.launch({ name: 'Again', program: 'newcomers', audience });
  expect(await told(story, ann, 'It waits')).toMatchInlineSnapshot(`
    "It waits
      for nothing: it left newcomers (campaign "Story") as archived: unsubscribed."
  `);
  expect(await told(story, ann, 'Refused')).toMatchInlineSnapshot(`
    "Refused
      email is closed: Unsubscribed
      2026-03-11 10:00  not enrolled in "Again": archived (by marketer)"
  `);
});
