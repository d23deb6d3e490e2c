import { unless } from '../policy/unless.ts';
import type { NamesOf } from '../register.ts';
import { own } from '../text/own.ts';

/** A kind of buyer. */
interface PersonaSpec {
  readonly label: string;
  /** Scales the days of a track: 2 is half as fast. */
  readonly pace: number;
  /** How well our emails fit it: 1 is the best. Whose emails do not fit gets those of the next. */
  readonly rank: number;
}

/** The kinds of buyer that a title tells. */
export const standardPersonas = {
  champion: { label: 'Champion', pace: 1, rank: 1 },
  'decision-maker': { label: 'Decision-maker', pace: 2, rank: 2 },
  buyer: { label: 'Buyer', pace: 2, rank: 3 },
  user: { label: 'User', pace: 0.5, rank: 4 },
} as const satisfies Record<string, PersonaSpec>;

export type Persona = NamesOf<'personas', keyof typeof standardPersonas>;

/** The kinds of buyer of a company: those that a title tells, and its own. */
export type Personas = Readonly<Record<string, PersonaSpec>>;

/** The row of a persona. One that is gone goes at the usual pace, and comes last. */
export const personaSpec = (personas: Personas, persona: string): PersonaSpec =>
  own(personas, persona) ?? { label: persona, pace: 1, rank: Infinity };

/** A lead's own persona first, then the others by how well our emails fit them. */
export const rankedPersonas = (personas: Personas, lead: Persona): Persona[] => [
  lead,
  ...(Object.keys(personas) as Persona[])
    .filter((persona) => persona !== lead)
    .toSorted((a, b) => personaSpec(personas, a).rank - personaSpec(personas, b).rank),
];

/** What is wrong with what an app says of personas. */
export const personaFaults = (personas: Personas): string[] => {
  const byRank = Map.groupBy(Object.keys(personas), (persona) => personaSpec(personas, persona).rank);
  return [
    ...Object.entries(personas).flatMap(([persona, { pace }]) => [
      ...unless(
        /^[a-z]+(-[a-z]+)*$/.test(persona),
        `${persona}: expected a name of small letters and hyphens, for files are called by it`,
      ),
      ...unless(pace > 0, `${persona}: pace: expected more than 0, got ${pace}`),
    ]),
    ...[...byRank].flatMap(([rank, same]) =>
      unless(same.length === 1, `rank: expected a rank of its own for each, got ${rank} for ${same.join(' and ')}`),
    ),
  ];
};

/** How senior somebody is, as their title tells, the least first. */
export const seniorities = {
  staff: { label: 'Staff' },
  manager: { label: 'Manager' },
  director: { label: 'Director' },
  executive: { label: 'Executive' },
} as const satisfies Record<string, { label: string }>;

export type Seniority = keyof typeof seniorities;
