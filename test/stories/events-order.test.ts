import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { MINUTE } from '../../domain/time/duration.ts';
import { beginStory } from '../support/story.ts';
import { policy } from './events/policy.ts';

const workflows = fileURLToPath(new URL('events/workflows.ts', import.meta.url));

interface Deed {
  readonly kind: 'attended' | 'cancelled' | 'replied';
  readonly webinar?: 'docks' | 'yards';
  /** Minutes since the track began. */
  readonly minute: number;
}

/** Numbers from 0 to below `most`, the same in every run. */
function numbers(seed: number): (most: number) => number {
  let state = Math.imul(seed + 1, 0x9e_37_79_b1);
  return (most) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c_1b_3c_6d) + 0x9e_37_79_b9;
    return ((state ^ (state >>> 12)) >>> 0) % most;
  };
}

/** Two to five acts within nine hours, no two at one instant, in the order in which they are reported. */
function deedsOf(next: (most: number) => number): Deed[] {
  const minutes = new Set(Array.from({ length: 2 + next(4) }, () => 1 + next(9 * 60)));
  return [...minutes].map((minute) => {
    const kind = (['attended', 'cancelled', 'replied'] as const)[next(3)]!;
    return { kind, minute, webinar: kind === 'attended' ? (['docks', 'yards'] as const)[next(2)] : undefined };
  });
}

/** Equal acts within a clock hour are one; the track begins at a full hour. */
const isOneAct = (a: Deed, b: Deed): boolean =>
  a.kind === b.kind && a.webinar === b.webinar && Math.floor(a.minute / 60) === Math.floor(b.minute / 60);

/** What the program decides if it looks at the acts in this order. */
function decision(inOrder: readonly Deed[]): string {
  const first = inOrder.find(({ webinar, minute }) => webinar !== 'yards' && minute <= 6 * 60);
  const second = inOrder.find((deed) => !(first && isOneAct(deed, first)) && deed.kind !== 'cancelled');
  return [first, second].map((deed) => (deed ? `${deed.kind} in minute ${deed.minute}` : 'none')).join(', then ');
}

const byInstant = (deeds: readonly Deed[]): Deed[] => deeds.toSorted((a, b) => a.minute - b.minute);

test.each(Array.from({ length: 25 }, (_, n) => n))(
  'in whatever order acts are reported, their instants decide (%i)',
  async (seed) => {
    const deeds = deedsOf(numbers(seed));
    await using story = await beginStory({ program: 'decides', workflows, policy });
    const ann = await story.lead();
    const begun = story.now;
    await story.runFor('9 hours');
    for (const { kind, webinar, minute } of deeds)
      await ann.does(kind, { at: begun + minute * MINUTE, data: webinar && { webinar } });
    await story.runFor('12 hours');
    expect((await ann.diary()).at(-1)).toBe(`  0 ended wait → archived (${decision(byInstant(deeds))})`);
  },
);

test('the decision by instants differs from the decision by arrival in some of these', () => {
  const said = Array.from({ length: 25 }, (_, seed) => deedsOf(numbers(seed)));
  expect(said.filter((deeds) => decision(deeds) !== decision(byInstant(deeds))).length).toBeGreaterThan(5);
});
