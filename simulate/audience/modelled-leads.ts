import { own } from '../../domain/text/own.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { diceOf, type Dice } from '../dice.ts';
import type { Cast, Member } from './cast.ts';
import { partOf } from './parts.ts';

/** A lead as a row of a file: cells by column name. */
export type LeadRow = Readonly<Record<string, string>>;

const firstNames = 'Anna Ben Clara David Emma Felix Greta Henry Ida Jonas Karin Leo Maria Nils Olga Paul Rosa Simon Tessa Victor';
const lastNames =
  'Adler Bergman Carter Dahl Evans Fischer Grant Hansen Ivers Jansen Keller Larsen Meyer Nolan Olsen Peters Ryan Stone';
const countries = ['DE', 'NL', 'GB', 'FR'] as const;

/**
 * Makes leads, each at their own company, who match the policy's ideal profile as far as their part allows. The same count and policy
 * give the same leads; the seed of the cast decides how each behaves.
 */
export function modelledLeads(count: number, cast: Cast, policy: Policy): LeadRow[] {
  const dice = diceOf('modelled leads');
  return Array.from({ length: count }, (_, n) => {
    const firstName = dice.pick(firstNames.split(' ') as [string, ...string[]], 'first', n);
    const lastName = dice.pick(lastNames.split(' ') as [string, ...string[]], 'last', n);
    const email = `${firstName}.${lastName}@company-${n + 1}.example`.toLowerCase();
    return {
      email,
      firstName,
      lastName,
      company: `Company ${n + 1}`,
      phone: `+31 6 5550 ${String(n % 10_000).padStart(4, '0')}`,
      country: dice.pick(countries, 'country', n),
      ...profileOf(cast.member(email), policy, { ...dice, pick: (list, ...words) => dice.pick(list, n, ...words) }),
    };
  });
}

/** The cells that decide a lead's fit, as far as its part has them. */
function profileOf({ part, dice: luck }: Member, { personas, scoring: { ideal } }: Policy, dice: Dice): LeadRow {
  const { fit, roles } = partOf(part);
  const role = luck.pick(roles, 'role');
  const persona = own(personas, role) ? role : Object.keys(personas)[0];
  const seniority = one(ideal.seniorities, dice, 'seniority');
  const region = one(ideal.regions, dice, 'region');
  const industry = one(ideal.industries, dice, 'industry');
  const size = ideal.size && Math.round((ideal.size.from + Math.min(ideal.size.to, 10 * ideal.size.from)) / 2);
  const known = fit === 'good' ? { persona, seniority, region, industry, size } : { persona, region };
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

const one = (list: readonly string[] | undefined, dice: Dice, word: string): string | undefined =>
  list?.length ? dice.pick(list as readonly [string, ...string[]], word) : undefined;
