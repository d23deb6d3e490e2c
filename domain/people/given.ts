import type { Instant } from '../time/clock.ts';

/**
 * Who gives a value about a lead or a company. If two sources differ, the higher rank wins; of the same rank, the earlier wins, or
 * the later if it `renews`.
 */
export const givers = {
  claim: { label: 'a claim about another person, or about a company', rank: 0, renews: false },
  enrichment: { label: 'a provider of facts', rank: 1, renews: false },
  system: { label: 'a file or another system of ours', rank: 2, renews: false },
  person: { label: 'the lead, who confirmed the address', rank: 3, renews: true },
  rep: { label: 'the rep who works the lead', rank: 4, renews: true },
  correction: { label: 'an employee who knows better', rank: 5, renews: true },
} as const satisfies Record<string, { label: string; rank: number; renews: boolean }>;

export type Giver = keyof typeof givers;

/** The values that one source gave at one time. Null says that the earlier value is wrong. */
export interface Said<Values> {
  readonly by: Giver;
  /** The name of the file, form or person. */
  readonly source: string;
  readonly at: Instant;
  readonly values: { readonly [K in keyof Values]?: Values[K] | null };
}

type Field<Values> = keyof Values & string;

const fieldsOf = <Values>({ values }: Said<Values>): Field<Values>[] => Object.keys(values) as Field<Values>[];

const isSaid = <Values>(said: Said<Values>, field: Field<Values>): boolean => said.values[field] !== undefined;

const only = <Values>(said: Said<Values>, passes: (field: Field<Values>) => boolean): Said<Values> => ({
  ...said,
  values: Object.fromEntries(
    fieldsOf(said)
      .filter((field) => isSaid(said, field) && passes(field))
      .map((field) => [field, said.values[field]]),
  ) as Said<Values>['values'],
});

const beats = (giver: Giver, current: Giver | undefined): boolean =>
  current === undefined ||
  givers[giver].rank > givers[current].rank ||
  (givers[giver].rank === givers[current].rank && givers[giver].renews);

/** Who gave the current value of a field. */
export const giverOf = <Values>(known: readonly Said<Values>[], field: Field<Values>): Giver | undefined =>
  known.find((said) => isSaid(said, field))?.by;

/** The current value of a field; undefined if no source gave one, or if a source said that it is wrong. */
export const valueOf = <Values, K extends Field<Values>>(known: readonly Said<Values>[], field: K): Values[K] | undefined =>
  known.find((said) => isSaid(said, field))?.values[field] ?? undefined;

/**
 * Adds a source's values to the known ones, field by field. Each field appears once, with the source that wins.
 * @returns `known` itself if no value wins
 */
export function give<Values>(known: readonly Said<Values>[], said: Said<Values>): readonly Said<Values>[] {
  const counts = only(said, (field) => beats(said.by, giverOf(known, field)));
  if (fieldsOf(counts).length === 0) return known;
  const rest = known.map((one) => only(one, (field) => !isSaid(counts, field))).filter((one) => fieldsOf(one).length > 0);
  return [...rest, counts];
}

/**
 * Whether a given value wins over a derived one. It loses if a better source gave the value to derive from: a file's time zone
 * gives way to the country that a person corrected.
 */
export function holds<Values>(known: readonly Said<Values>[], field: Field<Values>, from: Field<Values>): boolean {
  const [giver, other] = [giverOf(known, field), giverOf(known, from)];
  return (
    giver !== undefined &&
    valueOf(known, field) !== undefined &&
    (other === undefined || givers[giver].rank >= givers[other].rank)
  );
}
