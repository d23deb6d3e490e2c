import { periodIn, type PeriodSearch } from '../../app/period.ts';

/** The parts of the page, with what each is called. */
export const views = { load: 'Load and decisions', slas: 'SLAs and breaches', agreement: 'Marketing and sales' } as const;

export type View = keyof typeof views;

export interface TeamSearch extends PeriodSearch {
  readonly view?: View | undefined;
}

export const teamSearch = (given: Readonly<Record<string, unknown>>): TeamSearch => ({
  ...periodIn(given),
  view: typeof given['view'] === 'string' && Object.hasOwn(views, given['view']) ? (given['view'] as View) : undefined,
});

/** Managers look at the last week, unless they choose another period. */
export const WEEK_DAYS = 7;
