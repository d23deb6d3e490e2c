/** What the list of a day can be narrowed to. */
export const shows = {
  now: { label: 'Due now', filter: { due: 'now' }, none: 'Nothing is due now.' },
  today: { label: 'Due today', filter: { due: 'today' }, none: 'Nothing is due today.' },
  callBack: { label: 'To call back', filter: { state: 'toCallBack' }, none: 'You have not promised anybody a call.' },
} as const;

export type Show = keyof typeof shows;

interface DaySearch {
  readonly show?: Show | undefined;
  /** The lead was called just now: the task asks how it was. */
  readonly called?: true | undefined;
}

/** What the address of a day carries. */
export const daySearch = ({ show, called }: Readonly<Record<string, unknown>>): DaySearch => ({
  show: typeof show === 'string' && Object.hasOwn(shows, show) ? (show as Show) : undefined,
  called: called === true ? true : undefined,
});
