import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { give, giverOf, givers, valueOf, type Giver, type Said } from '../../domain/people/given.ts';
import { companyFrom, leadFrom, type PersonValues, type SaidOfPerson } from '../../domain/people/lead-values.ts';

interface Values {
  readonly a: number;
  readonly b: number;
}

const said = fc.record({
  by: fc.constantFrom(...(Object.keys(givers) as Giver[])),
  source: fc.string(),
  at: fc.nat(),
  values: fc.record({ a: fc.option(fc.nat()), b: fc.option(fc.nat()) }, { requiredKeys: [] }),
}) as fc.Arbitrary<Said<Values>>;
const all = (list: readonly Said<Values>[]) => list.reduce<readonly Said<Values>[]>(give, []);

describe('what is known', () => {
  test('has each field from its best source: the first of one rank, or the last if that renews', () => {
    fc.assert(
      fc.property(fc.array(said), (list) => {
        const known = all(list);
        for (const field of ['a', 'b'] as const) {
          const about = list.filter(({ values }) => values[field] !== undefined);
          const rank = Math.max(...about.map(({ by }) => givers[by].rank));
          const best = about.filter(({ by }) => givers[by].rank === rank);
          const counts = best[0] && givers[best[0].by].renews ? best.at(-1) : best[0];
          expect(giverOf(known, field)).toBe(counts?.by);
          expect(valueOf(known, field)).toBe(counts?.values[field] ?? undefined);
        }
      }),
    );
  });

  test('contains each field once, and no source without a field', () => {
    fc.assert(
      fc.property(fc.array(said), (list) => {
        const fields = all(list).map(({ values }) => Object.keys(values));
        expect(new Set(fields.flat()).size).toBe(fields.flat().length);
        expect(fields.every(({ length }) => length > 0)).toBe(true);
      }),
    );
  });

  test('is the same object when a file repeats it', () => {
    const file = { by: 'system', source: 'fair', at: 1, values: { a: 1 } } as const;
    const known = give<Values>([], file);
    expect(give(known, { ...file, at: 2 })).toBe(known);
    expect(give(known, { ...file, at: 2, values: {} })).toBe(known);
  });
});

const person = (by: Giver, values: Partial<PersonValues>): SaidOfPerson => ({ by, source: 'x', at: 0, values });

describe('a lead', () => {
  test('is derived from the best sources: a file’s persona wins over the file’s title, not over a corrected one', () => {
    const file = give([], person('system', { title: 'Clerk', persona: 'champion', zone: 'Asia/Tokyo', country: 'DE' }));
    expect(leadFrom(file, 'UTC')).toMatchObject({ persona: 'champion', seniority: 'staff', zone: 'Asia/Tokyo', zoneSure: true });
    const corrected = give(file, person('correction', { title: 'CEO', country: 'US', state: 'Texas' }));
    expect(leadFrom(corrected, 'UTC')).toMatchObject({
      persona: 'decision-maker',
      seniority: 'executive',
      zone: 'America/Chicago',
      zoneSure: true,
      country: 'US',
    });
  });

  test('without known values has the default zone, as a guess', () => {
    expect(leadFrom([], 'Europe/Berlin')).toMatchObject({
      zone: 'Europe/Berlin',
      zoneSure: false,
      persona: 'user',
      country: null,
    });
    expect(leadFrom(give([], person('system', { country: 'US' })), 'Europe/Berlin')).toMatchObject({
      zone: 'America/Chicago',
      zoneSure: false,
    });
  });

  test('belongs to the company that a file names, or hosts its mailbox, or that it claims', () => {
    const of = (said: SaidOfPerson[], email: string) => companyFrom(said, email)?.domain;
    expect(of([person('system', { domain: 'acme.com' })], 'ann@agency.example')).toBe('acme.com');
    expect(of([person('claim', { domain: 'acme.com' })], 'ann@agency.example')).toBe('agency.example');
    expect(of([person('person', { domain: 'acme.com' })], 'ann@agency.example')).toBe('agency.example');
    expect(of([person('claim', { domain: 'acme.com' })], 'ann@gmail.com')).toBe('acme.com');
    expect(companyFrom([], 'ann@gmail.com')).toBeUndefined();
    expect(companyFrom([person('system', { company: 'Acme' })], 'ann@gmail.com')).toEqual({ domain: undefined, name: 'Acme' });
  });
});
