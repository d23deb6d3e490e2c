/** The parts of the page, with what each is called. */
export const views = {
  now: 'What needs you',
  incoming: 'Incoming messages',
  installation: 'Installation',
  audit: 'Audit log',
} as const;

export type View = keyof typeof views;

/** The lists behind the tiles. */
export const lists = ['still', 'inDoubt', 'outbox', 'unattended', 'held', 'bounces', 'complaints', 'queue'] as const;

export type List = (typeof lists)[number];

/** What the audit log is narrowed to. */
export interface ActsSearch {
  readonly who?: string | undefined;
  readonly what?: string | undefined;
  readonly whom?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface OperationsSearch extends ActsSearch {
  readonly view?: View | undefined;
  readonly list?: List | undefined;
  /** The build of the workers whose leads are listed. */
  readonly build?: string | undefined;
  /** The dialog that stops all sending is open. */
  readonly stop?: true | undefined;
}

export const operationsSearch = (given: Readonly<Record<string, unknown>>): OperationsSearch => ({
  view: typeof given['view'] === 'string' && Object.hasOwn(views, given['view']) ? (given['view'] as View) : undefined,
  list: lists.find((list) => list === given['list']),
  stop: given['stop'] === true ? true : undefined,
  build: text(given['build']),
  who: text(given['who']),
  what: text(given['what']),
  whom: text(given['whom']),
  from: text(given['from']),
  to: text(given['to']),
});

const text = (given: unknown): string | undefined => (typeof given === 'string' && given !== '' ? given : undefined);
