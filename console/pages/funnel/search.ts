import { useSearch } from '@tanstack/react-router';
import { periodIn, usePeriod, type PeriodSearch } from '../../app/period.ts';

/** The parts of the page, with what each is called. */
export const views = { funnel: 'Funnel', money: 'Money', plan: 'Plan and forecast', emails: 'Emails' } as const;

export type View = keyof typeof views;

/** By what a funnel and its money can be counted. */
export const groupings = { campaign: 'Campaign', source: 'Source', persona: 'Persona', program: 'Program' } as const;

export type Grouping = keyof typeof groupings;

/** What the address of the page carries. */
export interface FunnelSearch extends PeriodSearch {
  readonly view?: View | undefined;
  readonly by?: Grouping | undefined;
  readonly campaign?: string | undefined;
  readonly source?: string | undefined;
  readonly persona?: string | undefined;
  readonly program?: string | undefined;
  /** The revenue to plan for. */
  readonly goal?: number | undefined;
}

export const funnelSearch = (given: Readonly<Record<string, unknown>>): FunnelSearch => ({
  ...periodIn(given),
  view: oneOf(views, given['view']),
  by: oneOf(groupings, given['by']),
  campaign: text(given['campaign']),
  source: text(given['source']),
  persona: text(given['persona']),
  program: text(given['program']),
  goal: typeof given['goal'] === 'number' && given['goal'] > 0 ? given['goal'] : undefined,
});

const text = (given: unknown): string | undefined => (typeof given === 'string' && given !== '' ? given : undefined);

const oneOf = <K extends string>(table: Readonly<Record<K, string>>, given: unknown): K | undefined =>
  typeof given === 'string' && Object.hasOwn(table, given) ? (given as K) : undefined;

/** What the page is narrowed to, as reports take it; and the same for the period before. */
export function useScope() {
  const search = useSearch({ from: '/funnel' });
  const { now, before } = usePeriod(search);
  const where = { campaignId: search.campaign, source: search.source, persona: search.persona, program: search.program };
  return { now: { ...where, ...now }, before: { ...where, ...before }, where };
}
