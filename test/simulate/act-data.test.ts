import { expect, test } from 'vitest';
import { actDataOf } from '../../cli/simulate/act-data.ts';
import { definePolicy } from '../../domain/policy/policy.ts';

const { engagements } = definePolicy({
  engagements: { attended: { data: { webinar: 'text', minutes: 'number' } }, seatMoved: { label: 'moved', human: true } },
});

test('a modelled person attends the webinar of the campaign', () => {
  const dataOf = actDataOf(engagements, { webinar: 'docks', startsAt: 1_800_000_000_000 });
  expect(dataOf('attended')).toEqual({ webinar: 'docks' });
  expect([dataOf('replied'), dataOf('seatMoved')]).toEqual([{}, {}]);
});
