import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Disposition } from '../../domain/sales/dispositions.ts';
import { beginStory } from '../support/story.ts';
import { policy } from './own-rules/policy.ts';
import { sheetsOf } from '../support/sheets.ts';

const workflows = fileURLToPath(new URL('own-rules/workflows.ts', import.meta.url));
const gatekeeper = 'gatekeeper' as Disposition;

/** An app with rules of its own, and somebody who asked for a demo, whom an SDR is to call. */
async function toBeCalled() {
  const story = await beginStory({ program: 'own-rules', workflows, policy });
  const ann = await story.lead();
  await ann.does('demoRequested');
  return { story, ann, sdr: (await ann.holder())! };
}

test('a lead that no rep calls within an app’s SLA goes back for the app’s reason', async () => {
  const { story, ann } = await toBeCalled();
  await using _ = story;
  await story.runFor('1 day');
  const told = await story.as('marketer').leads.story({ leadId: ann.id });
  const words = told.map(({ text }) => text);
  expect(words.filter((text) => /key account|waited/.test(text))).toMatchInlineSnapshot(`
    [
      "Reminder: first call on a key account (Sam Rivers)",
      "call task cancelled: no rep acted: waitedTooLong",
      "Recycled: first call on a key account (Sam Rivers)",
      "becomes Recycled (waited too long for us)",
    ]
  `);
  expect(await ann.ladder()).toMatchInlineSnapshot(`
    [
      "Tue 12:00 keyAccount remind sam",
      "Tue 14:00 keyAccount recycle sam",
    ]
  `);
  expect((await ann.diary()).slice(-3)).toMatchInlineSnapshot(`
    [
      "  0 stage inquiry → mql (demoRequested)",
      "  0 stage mql → recycled (waitedTooLong)",
      "  0 rested call → connect",
    ]
  `);
});

test('a rep reports an app’s own disposition, and tries as often as the app says', async () => {
  const { story, ann, sdr } = await toBeCalled();
  await using _ = story;
  const [task] = await sheetsOf(story.asRep(sdr));
  const menu = task!.mayReport.map(({ disposition, label }) => `${disposition}: ${label}`);
  expect([task!.clock?.label, task!.guide, menu.includes('noAnswer: Rang out'), menu.at(-1)]).toEqual([
    'First call on a key account',
    { pain: 'What hurts?' },
    true,
    'gatekeeper: Got the gatekeeper',
  ]);
  await ann.isReported(sdr, gatekeeper);
  expect((await story.as('marketer').leads.story({ leadId: ann.id })).map(({ text }) => text)).toContain(
    'Sam Rivers reported "Got the gatekeeper"',
  );
  await story.runFor('1 day');
  expect(await ann.stage()).toBe('mql');
  await ann.isReported(sdr, gatekeeper);
  expect((await ann.diary()).slice(-3)).toMatchInlineSnapshot(`
    [
      "  0 stage inquiry → mql (demoRequested)",
      "  1 stage mql → recycled (unreachable)",
      "  1 rested call → connect",
    ]
  `);
});

test('a rep who reports an unknown disposition gets the known names', async () => {
  const { story, ann, sdr } = await toBeCalled();
  await using _ = story;
  await expect(ann.isReported(sdr, 'porter' as Disposition)).rejects.toThrow('"porter" can’t be reported about this call task');
  await expect(ann.isReported(sdr, 'qualified', { guide: { fit: 'yes' }, meetingAt: story.now + 86_400_000 })).rejects.toThrow(
    '"fit" can’t be reported about this task',
  );
});
