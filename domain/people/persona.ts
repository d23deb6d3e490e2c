import { unless } from '../policy/unless.ts';
import type { NamesOf } from '../register.ts';
import { own } from '../text/own.ts';

/** A kind of buyer. */
interface PersonaSpec {
  readonly label: string;
  /** Scales the days of a track: 2 is half as fast. */
  readonly pace: number;
  /** How well the company's emails fit it; 1 is best. A lead whose emails do not fit gets those of the next rank. */
  readonly rank: number;
}

/** The kinds of buyer that a job title suggests. */
export const standardPersonas = {
  champion: { label: 'Champion', pace: 1, rank: 1 },
  'decision-maker': { label: 'Decision-maker', pace: 2, rank: 2 },
  buyer: { label: 'Buyer', pace: 2, rank: 3 },
  user: { label: 'User', pace: 0.5, rank: 4 },
} as const satisfies Record<string, PersonaSpec>;

export type Persona = NamesOf<'personas', keyof typeof standardPersonas>;

/** A company's kinds of buyer: those that a job title suggests, and its own. */
export type Personas = Readonly<Record<string, PersonaSpec>>;

/** The row of a persona. One that the app has removed has the usual pace, and ranks last. */
export const personaSpec = (personas: Personas, persona: string): PersonaSpec =>
  own(personas, persona) ?? { label: persona, pace: 1, rank: Infinity };

/** The lead's own persona first, then the others by rank. */
export const rankedPersonas = (personas: Personas, lead: Persona): Persona[] => [
  lead,
  ...(Object.keys(personas) as Persona[])
    .filter((persona) => persona !== lead)
    .toSorted((a, b) => personaSpec(personas, a).rank - personaSpec(personas, b).rank),
];

/** The faults of an app's personas. */
export function personaFaults(personas: Personas): string[] {
  const byRank = Map.groupBy(Object.keys(personas), (persona) => personaSpec(personas, persona).rank);
  return [
    ...Object.entries(personas).flatMap(([persona, { pace }]) => [
      ...unless(
        /^[a-z]+(-[a-z]+)*$/.test(persona),
        `${persona}: expected a name of lower-case letters and hyphens, because files are named after it`,
      ),
      ...unless(pace > 0, `${persona}: pace: expected more than 0, got ${pace}`),
    ]),
    ...[...byRank].flatMap(([rank, same]) =>
      unless(same.length === 1, `rank: expected a rank of its own for each, got ${rank} for ${same.join(' and ')}`),
    ),
  ];
}

/** How senior a person is, according to their job title; the least senior first. */
export const seniorities = {
  staff: { label: 'Staff' },
  manager: { label: 'Manager' },
  director: { label: 'Director' },
  executive: { label: 'Executive' },
} as const satisfies Record<string, { label: string }>;

export type Seniority = keyof typeof seniorities;
