import { expect, it } from 'vitest';
import { printable } from '../../cli/printable.ts';
import { storyLine } from '../../cli/story.ts';

const at = '2026-03-10T10:00:00.000Z';

it('a story shows what a rep wrote on its line, and no mark of it reaches the terminal', () => {
  const text = 'Rita reported: x\u001B]0;title\u0007\r\nForged line\u009B2J \u202Eexe.fdp\u2028';
  expect(storyLine({ at, text })).toBe(
    '2026-03-10 10:00  Rita reported: x\\u001b]0;title\\u0007\\u000d\\nForged line\\u009b2J \\u202eexe.fdp\\u2028',
  );
});

it('an answer keeps its lines, and words in any script', () => {
  expect(printable('{\n  "name": "Zoë 山田 👍🏽 علي"\n}')).toBe('{\n  "name": "Zoë 山田 👍🏽 علي"\n}');
});
