import type { Instant } from '../time/clock.ts';

/**
 * Who says something about a lead or a company. Of two that say different things, the higher rank counts; of one rank the
 * earlier stays, or the later `renews` what was said before.
 */
export const givers = {
  claim: { label: 'what somebody claims of somebody else, or of a company', rank: 0, renews: false },
  enrichment: { label: 'a provider of facts', rank: 1, renews: false },
  system: { label: 'a file or another system of ours', rank: 2, renews: false },
  person: { label: 'the lead, who confirmed the address', rank: 3, renews: true },
  rep: { label: 'the rep who works the lead', rank: 4, renews: true },
  correction: { label: 'somebody of ours who knows better', rank: 5, renews: true },
} as const satisfies Record<string, { label: string; rank: number; renews: boolean }>;

export type Giver = keyof typeof givers;

/** What one source said at one time. Null: it said that the value which was there is wrong. */
export interface Said<Values> {
  readonly by: Giver;
  /** Which file, form or person it was. */
  readonly source: string;
  readonly at: Instant;
  readonly values: { readonly [K in keyof Values]?: Values[K] | null };
}

type Field<Values> = keyof Values & string;

const fieldsOf = <Values>({ values }: Said<Values>): Field<Values>[] => Object.keys(values) as Field<Values>[];

const isSaid = <Values>(said: Said<Values>, field: Field<Values>): boolean => said.values[field] !== undefined;

const only = <Values>(said: Said<Values>, keep: (field: Field<Values>) => boolean): Said<Values> => ({
  ...said,
  values: Object.fromEntries(
    fieldsOf(said)
      .filter((field) => isSaid(said, field) && keep(field))
      .map((field) => [field, said.values[field]]),
  ) as Said<Values>['values'],
});

const beats = (giver: Giver, standing: Giver | undefined): boolean =>
  standing === undefined ||
  givers[giver].rank > givers[standing].rank ||
  (givers[giver].rank === givers[standing].rank && givers[giver].renews);

/** Who said what counts for a field. */
export const giverOf = <Values>(known: readonly Said<Values>[], field: Field<Values>): Giver | undefined =>
  known.find((said) => isSaid(said, field))?.by;

/** What counts for a field; undefined when nobody said it, or somebody that it is wrong. */
export const valueOf = <Values, K extends Field<Values>>(known: readonly Said<Values>[], field: K): Values[K] | undefined =>
  known.find((said) => isSaid(said, field))?.values[field] ?? undefined;

/**
 * Adds what a source says to what is known, field by field: each field stands once, with the source that counts for it.
 * @returns `known` itself when nothing of it counts
 */
export function give<Values>(known: readonly Said<Values>[], said: Said<Values>): readonly Said<Values>[] {
  const counts = only(said, (field) => beats(said.by, giverOf(known, field)));
  if (fieldsOf(counts).length === 0) return known;
  const rest = known.map((one) => only(one, (field) => !isSaid(counts, field))).filter((one) => fieldsOf(one).length > 0);
  return [...rest, counts];
}

/**
 * Whether a given value holds although others can be derived: not when what they derive from was said by a better source. A
 * file's time zone gives way to the country that a person corrected.
 */
export const holds = <Values>(known: readonly Said<Values>[], field: Field<Values>, from: Field<Values>): boolean => {
  const [giver, other] = [giverOf(known, field), giverOf(known, from)];
  return (
    giver !== undefined &&
    valueOf(known, field) !== undefined &&
    (other === undefined || givers[giver].rank >= givers[other].rank)
  );
};
