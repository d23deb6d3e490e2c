import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { route } from '../../domain/sales/routing.ts';
import type { Place } from '../../domain/sales/rotation.ts';
import type { Candidate } from '../../domain/sales/routing.ts';

const rep = (id: string, change: Partial<Candidate> = {}): Candidate => ({
  id,
  active: true,
  absent: false,
  worksNow: true,
  open: 0,
  capacity: 10,
  weight: 1,
  territories: [],
  ...change,
});

describe('a lead goes', () => {
  const ann = rep('ann');
  const bob = rep('bob', { territories: ['DE'] });
  const cyd = rep('cyd');
  const candidates = [ann, bob, cyd];
  const turn = (id: string, had: number) => ({ id, turn: had, wasAble: true });
  const places = { '': [turn('ann', 9), turn('bob', 5), turn('cyd', 0)] };

  test('to who owns a deal at the account, then to who works somebody else there, however much they have', () => {
    const present = [{ id: 'eve' }, { id: 'dan' }];
    expect(route({ candidates, present, dealOwner: 'eve', colleague: 'dan', accountOwner: 'ann' })).toMatchObject({
      assignee: 'eve',
      because: 'dealOwner',
    });
    const full = [rep('dan', { open: 10 }), ann];
    expect(route({ candidates: full, present, dealOwner: 'gone', colleague: 'dan', accountOwner: 'ann' })).toMatchObject({
      assignee: 'dan',
      because: 'colleague',
    });
    expect(route({ candidates, present, dealOwner: 'eve', exclude: ['eve'], accountOwner: 'ann' })).toMatchObject({
      assignee: 'ann',
      because: 'accountOwner',
    });
  });

  test("to the account's owner, before everybody else of the team", () => {
    expect(route({ candidates, accountOwner: 'ann', territory: 'DE', previous: 'cyd' })).toMatchObject({
      assignee: 'ann',
      because: 'accountOwner',
    });
  });

  test('to the rep who had it before, when it comes back for timing', () => {
    expect(route({ candidates, previous: 'ann', territory: 'DE' })).toMatchObject({ assignee: 'ann', because: 'previous' });
  });

  test('to the rep of its territory', () => {
    expect(route({ candidates, territory: 'DE' })).toMatchObject({ assignee: 'bob', because: 'territory' });
  });

  test('to whoever had the fewest turns', () => {
    expect(route({ candidates, places })).toEqual({
      assignee: 'cyd',
      because: 'rotation',
      turn: { rotation: '', places: [turn('ann', 9), turn('bob', 5), turn('cyd', 1)] },
      passedOver: [],
    });
  });

  test('to another rep when the first let it lie, and says who was passed over', () => {
    expect(route({ candidates, places, accountOwner: 'ann', exclude: ['ann'] })).toMatchObject({
      assignee: 'cyd',
      because: 'rotation',
      passedOver: [{ id: 'ann', because: 'excluded' }],
    });
  });

  test('past an owner who is away, full or gone', () => {
    for (const change of [{ absent: true }, { open: 10 }, { active: false }])
      expect(route({ candidates: [rep('ann', change), bob], accountOwner: 'ann' })).toMatchObject({ assignee: 'bob' });
  });

  test('to somebody at work now, if anybody is, and at night to somebody all the same', () => {
    const atNight = candidates.map((candidate) => ({ ...candidate, worksNow: false }));
    expect(route({ candidates: [rep('ann', { worksNow: false }), bob] })).toMatchObject({ assignee: 'bob' });
    expect(route({ candidates: atNight, places })).toMatchObject({ assignee: 'cyd' });
  });

  test('to nobody, with the reason, when nobody can take it', () => {
    expect(route({ candidates: [] })).toEqual({ assignee: undefined, because: 'noCandidates', passedOver: [] });
    expect(route({ candidates: [rep('ann', { active: false }), rep('bob', { open: 10 })] })).toMatchObject({
      assignee: undefined,
      because: 'full',
    });
    expect(route({ candidates: [rep('ann', { absent: true })] })).toMatchObject({ assignee: undefined, because: 'absent' });
  });
});

test('a weight of nothing is an error that says what to do', () => {
  expect(() => route({ candidates: [rep('ann', { weight: 0 }), rep('bob')] })).toThrow('make the rep inactive');
});

describe('whoever is there', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const team = fc.tuple(
    ...ids.map((id) =>
      fc
        .record({
          active: fc.boolean(),
          absent: fc.boolean(),
          worksNow: fc.boolean(),
          open: fc.nat(4),
          capacity: fc.nat(4),
          weight: fc.integer({ min: 1, max: 5 }),
          territories: fc.subarray(['DE', 'US']),
        })
        .map((change) => rep(id, change)),
    ),
  );
  const someId = fc.option(fc.constantFrom(...ids), { nil: undefined });

  test('nobody inactive, absent, full or excluded gets a lead, and nobody able is left out while it goes to no one', () => {
    fc.assert(
      fc.property(team, someId, fc.constantFrom('DE', 'US', 'JP'), fc.subarray(ids), (candidates, owner, territory, exclude) => {
        const { assignee, passedOver } = route({ candidates, territory, exclude, ...(owner && { accountOwner: owner }) });
        const able = candidates.filter(
          (one) => one.active && !one.absent && one.open < one.capacity && !exclude.includes(one.id),
        );
        expect(assignee === undefined).toBe(able.length === 0);
        if (assignee) expect(able.map(({ id }) => id)).toContain(assignee);
        expect(passedOver.length + able.length).toBe(candidates.length);
      }),
    );
  });

  test('the order of the list does not matter', () => {
    fc.assert(
      fc.property(team, (candidates) => {
        expect(route({ candidates: candidates.toReversed() }).assignee).toBe(route({ candidates }).assignee);
      }),
    );
  });

  test('over many turns everybody gets their share by weight, to within one', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(weights, fc.nat(200), (shares, turns) => {
        const candidates = shares.map((weight, n) => rep(`rep-${n}`, { weight }));
        const had = new Map<string, number>();
        let places: readonly Place[] = [];
        for (let n = 0; n < turns; n++) {
          const routed = route({ candidates, places: { '': places } });
          if ('turn' in routed && routed.turn) places = routed.turn.places;
          had.set(routed.assignee ?? '', (had.get(routed.assignee ?? '') ?? 0) + 1);
        }
        const total = shares.reduce((sum, weight) => sum + weight, 0);
        for (const { id, weight } of candidates)
          expect(Math.abs((had.get(id) ?? 0) - (turns * weight) / total)).toBeLessThan(candidates.length);
        if (turns % total === 0) for (const { id, weight } of candidates) expect(had.get(id) ?? 0).toBe((turns * weight) / total);
      }),
    );
  });
});
