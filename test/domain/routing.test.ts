import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { route as routeBy, standardRouting, type RoutingRequest, type RoutingRule } from '../../domain/sales/routing.ts';
import type { Place } from '../../domain/sales/rotation.ts';
import type { Candidate } from '../../domain/sales/routing.ts';

const lead = { persona: 'champion', seniority: 'manager', fields: {} } as const;
const route = (request: Omit<RoutingRequest, 'lead'>) => routeBy(Object.values(standardRouting), { lead, ...request });
const words = (rule: keyof typeof standardRouting): string => standardRouting[rule].words;

const rep = (id: string, change: Partial<Candidate> = {}): Candidate => ({
  id,
  email: `${id}@example.com`,
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

  test('to the owner of a deal at the account, then to the rep of another lead there, however full they are', () => {
    const present = [{ id: 'eve' }, { id: 'dan' }];
    expect(route({ candidates, present, dealOwner: 'eve', colleague: 'dan', accountOwner: 'ann' })).toMatchObject({
      assignee: 'eve',
      because: words('dealOwner'),
    });
    const full = [rep('dan', { open: 10 }), ann];
    expect(route({ candidates: full, present, dealOwner: 'gone', colleague: 'dan', accountOwner: 'ann' })).toMatchObject({
      assignee: 'dan',
      because: words('colleague'),
    });
    expect(route({ candidates, present, dealOwner: 'eve', exclude: ['eve'], accountOwner: 'ann' })).toMatchObject({
      assignee: 'ann',
      because: words('accountOwner'),
    });
  });

  test("to the account's owner, before the rest of the team", () => {
    expect(route({ candidates, accountOwner: 'ann', territory: 'DE', previous: 'cyd' })).toMatchObject({
      assignee: 'ann',
      because: words('accountOwner'),
    });
  });

  test('to the rep who had it before, when it comes back for timing', () => {
    expect(route({ candidates, previous: 'ann', territory: 'DE' })).toMatchObject({
      assignee: 'ann',
      because: words('previous'),
    });
  });

  test('to the rep of its territory', () => {
    expect(route({ candidates, territory: 'DE' })).toMatchObject({ assignee: 'bob', because: words('territory') });
  });

  test('to the rep with the fewest turns', () => {
    expect(route({ candidates, places })).toEqual({
      assignee: 'cyd',
      because: words('rotation'),
      turn: { rotation: '', places: [turn('ann', 9), turn('bob', 5), turn('cyd', 1)] },
      passedOver: [],
    });
  });

  test('to another rep if the first did not act, and says who was passed over', () => {
    expect(route({ candidates, places, accountOwner: 'ann', exclude: ['ann'] })).toMatchObject({
      assignee: 'cyd',
      because: words('rotation'),
      passedOver: [{ id: 'ann', because: 'excluded' }],
    });
  });

  test('past an owner who is away, full or gone', () => {
    for (const change of [{ absent: true }, { open: 10 }, { active: false }])
      expect(route({ candidates: [rep('ann', change), bob], accountOwner: 'ann' })).toMatchObject({ assignee: 'bob' });
  });

  test('to a rep at work now, if there is one, and at night to any rep', () => {
    const atNight = candidates.map((candidate) => ({ ...candidate, worksNow: false }));
    expect(route({ candidates: [rep('ann', { worksNow: false }), bob] })).toMatchObject({ assignee: 'bob' });
    expect(route({ candidates: atNight, places })).toMatchObject({ assignee: 'cyd' });
  });

  test('to no rep, with the reason, if none can take it', () => {
    expect(route({ candidates: [] })).toEqual({ assignee: undefined, because: 'noCandidates', passedOver: [] });
    expect(route({ candidates: [rep('ann', { active: false }), rep('bob', { open: 10 })] })).toMatchObject({
      assignee: undefined,
      because: 'full',
    });
    expect(route({ candidates: [rep('ann', { absent: true })] })).toMatchObject({ assignee: undefined, because: 'absent' });
  });
});

describe('the rules of an app', () => {
  const [ann, bob, cyd] = [
    rep('ann'),
    rep('bob', { territories: ['large sites'] }),
    rep('cyd', { territories: ['large sites'] }),
  ];
  const candidates = [ann, bob, cyd];
  const largeSites: RoutingRule = {
    words: 'looks after large sites',
    pick: ({ able, lead: { employees = 0 } }) =>
      employees >= 1000 ? able.filter(({ territories }) => territories.includes('large sites')) : [],
    rotation: () => 'large sites',
  };
  const large = { lead: { ...lead, employees: 4000 }, candidates, accountOwner: 'ann' };
  const { accountOwner, rotation } = standardRouting;

  test('decide in the order of the app, and give turns of their own', () => {
    const first = routeBy([largeSites, accountOwner, rotation], large);
    expect(first).toMatchObject({ assignee: 'bob', because: 'looks after large sites', turn: { rotation: 'large sites' } });
    const places = { 'large sites': ('turn' in first && first.turn?.places) || [] };
    expect(routeBy([largeSites, rotation], { ...large, places })).toMatchObject({ assignee: 'cyd' });
    expect(routeBy([accountOwner, largeSites], large)).toMatchObject({ assignee: 'ann', because: accountOwner.words });
    expect(routeBy([largeSites, accountOwner], { ...large, lead })).toMatchObject({ assignee: 'ann' });
  });

  test('give a lead to nobody who may not get it, and say when none of them finds a rep', () => {
    const stranger: RoutingRule = { words: 'a stranger', pick: () => [{ id: 'eve' }, { id: 'ann' }] };
    expect(routeBy([stranger], { ...large, exclude: ['ann'] })).toMatchObject({ assignee: undefined, because: 'noRule' });
    expect(routeBy([stranger], large)).toMatchObject({ assignee: 'ann' });
    const annIsFull = [rep('ann', { open: 10 }), bob];
    expect(routeBy([stranger, rotation], { ...large, candidates: annIsFull })).toMatchObject({ assignee: 'bob' });
  });

  test('explain a choice as plain data', () => {
    const routed = routeBy([largeSites], large);
    expect(JSON.parse(JSON.stringify(routed))).toEqual(routed);
  });
});

test('a weight of nothing is an error that says what to do', () => {
  expect(() => route({ candidates: [rep('ann', { weight: 0 }), rep('bob')] })).toThrow('make the rep inactive');
});

describe('whichever reps are present', () => {
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

  test('no inactive, absent, full or excluded rep gets a lead, and a lead goes to no rep only if none is able', () => {
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

  test('over many turns every rep gets their share by weight, to within one', () => {
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
