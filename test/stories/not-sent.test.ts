import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { beginStory } from '../support/story.ts';

test('for a program, an email that was not sent is different from silence', async () => {
  await using story = await beginStory({
    program: 'twice',
    workflows: fileURLToPath(new URL('verbs/workflows.ts', import.meta.url)),
  });
  const ann = await story.lead();
  await story.runFor('1 hour');
  expect(await ann.journal()).toEqual([
    'entered connect',
    'skipped question (alreadySent)',
    'stage inquiry → archived (undefined undefined undefined notSent notSent)',
    'ended connect → archived (undefined undefined undefined notSent notSent)',
  ]);
});

test('a lead that sales gave back is not archived as silent because of an email that it got before', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.gets('question');
  await ann.does('demoRequested');
  await story.runFor('40 days');
  expect((await ann.diary()).slice(-12)).toMatchInlineSnapshot(`
    [
      " 40 entered reEngage",
      " 40 mailed question",
      " 40 interrupted reEngage → qualify (demoRequested)",
      " 40 entered qualify",
      " 40 stage inquiry → mql (demoRequested)",
      " 44 stage mql → recycled (salesDidNotAct)",
      " 44 rested qualify → connect",
      " 45 entered connect",
      " 45 mailed customer-story",
      " 65 entered reEngage",
      " 65 skipped question (alreadySent)",
      " 65 rested reEngage → connect",
    ]
  `);
  expect(await ann.stage()).toBe('recycled');
  await ann.does('demoRequested');
  expect(await ann.track()).toBe('qualify');
});
