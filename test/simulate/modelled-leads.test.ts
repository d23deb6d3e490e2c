import { expect, it } from 'vitest';
import { definePolicy } from '../../domain/policy/policy.ts';
import { isInProfile } from '../../domain/scoring/fit.ts';
import type { Seniority } from '../../domain/people/persona.ts';
import { castOf } from '../../simulate/audience/cast.ts';
import { modelledLeads } from '../../simulate/audience/modelled-leads.ts';
import { createPending } from '../../simulate/audience/pending.ts';

const policy = definePolicy({
  personas: { nurse: { label: 'Nurse', pace: 1, rank: 5 } },
  scoring: {
    ideal: { size: { from: 10, to: 90 }, industries: ['health'], seniorities: ['staff'], regions: ['Europe'] },
  },
});

it('modelled leads fit the customer that the policy looks for, and each has an address of its own', () => {
  const leads = modelledLeads(100, castOf([], 1), policy);
  for (const { size, industry, seniority, region, persona } of leads) {
    const facts = { employees: size && Number(size), industry, seniority: seniority as Seniority, region };
    expect(isInProfile(policy.scoring, facts as Parameters<typeof isInProfile>[1])).toBe(true);
    expect(Object.keys(policy.personas)).toContain(persona);
  }
  expect(new Set(leads.map(({ email }) => email)).size).toBe(100);
  expect(leads.filter(({ industry }) => industry === 'health').length).toBeGreaterThan(50);
});

it('every seed has the same people, who play different parts', () => {
  const parts = (seed: number) => {
    const cast = castOf([], seed);
    return modelledLeads(50, cast, policy).map(({ email }) => ({ email, part: cast.member(email!).part }));
  };
  expect(parts(1)).toEqual(parts(1));
  expect(parts(2).map(({ email }) => email)).toEqual(parts(1).map(({ email }) => email));
  expect(parts(2)).not.toEqual(parts(1));
});

it('pending things happen in the order of their instants, and one that fails does not stop the others', async () => {
  const errors: unknown[] = [];
  const pending = createPending((error) => errors.push(error));
  const done: string[] = [];
  const note = (name: string) => async () => void done.push(name);
  pending.add(30, note('late'));
  pending.add(10, () => Promise.reject(new Error('no such link')));
  pending.add(20.5, note('first of two'));
  pending.add(20.5, note('second of two'));
  expect(pending.nextAt).toBe(10);
  expect(await pending.doDue(21)).toBe(true);
  expect(done).toEqual(['first of two', 'second of two']);
  expect(errors).toEqual([new Error('no such link')]);
  expect(await pending.doDue(29)).toBe(false);
  expect(pending.nextAt).toBe(30);
});
