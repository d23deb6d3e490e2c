import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { beginStory } from '../support/story.ts';
import { firstSteps, news, nurture } from './lanes/programs.ts';

/*
 * Side programs: a lead is in a program of its own, and beside it in one side program of each lane.
 */

const workflows = fileURLToPath(new URL('lanes/workflows.ts', import.meta.url));
const besideNurture = () => beginStory({ program: 'nurture', workflows, programs: [nurture, firstSteps, news] });

test('a side program runs beside the lead’s own program, and both end by themselves', async () => {
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
