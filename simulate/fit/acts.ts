import { intendedKinds, type ContentEntry } from '../../content/entry.ts';
import type { AnswerKind, EngagementKind, FunnelPosition } from '../../domain/scoring/engagement.ts';
import { kindsOf } from '../../domain/text/kinds.ts';

interface ActSpec {
  readonly label: string;
  /** The kinds of engagement that Trellis saves it as; a sales-ready lead has none. */
  readonly kinds: readonly EngagementKind[];
  /** Whether the email offers it. */
  readonly offeredBy: (entry: ContentEntry) => boolean;
  /** What makes one person do it more often than another: interest makes people click and reply, annoyance makes them leave. */
  readonly drive: 'interest' | 'annoyance' | 'address';
}

const always = () => true;
const demo = ['demoRequested', 'contactRequested'] as const;
const afterClick = intendedKinds.filter((kind) => !demo.some((one) => one === kind));

/** What people do about an email, as far as its rate is fitted to a history. */
export const acts = {
  clicked: { label: 'click', kinds: ['clicked', 'downloaded'], offeredBy: (entry) => mainLink(entry) !== undefined, drive: 'interest' },
  actedThere: { label: 'act after a click', kinds: afterClick, offeredBy: (entry) => intendsMore(entry), drive: 'interest' },
  visited: { label: 'visit a page', kinds: ['visited'], offeredBy: (entry) => pageLink(entry) !== undefined, drive: 'interest' },
  answered: { label: 'answer a question', kinds: ['answered'], offeredBy: (entry) => answersOf(entry).length > 0, drive: 'annoyance' },
  replied: { label: 'reply', kinds: ['replied'], offeredBy: always, drive: 'interest' },
  askedForDemo: { label: 'ask for a demo', kinds: demo, offeredBy: always, drive: 'interest' },
  optedOut: { label: 'opt out', kinds: ['unsubscribed', 'complained'], offeredBy: always, drive: 'annoyance' },
  bounced: { label: 'bounce', kinds: ['bounced'], offeredBy: always, drive: 'address' },
} as const satisfies Record<string, ActSpec>; // prettier-ignore

export type Act = keyof typeof acts;

export const actSpec = (act: Act): ActSpec => acts[act];

export const actNames = kindsOf(acts);

/** The pages to which an email links, in its order, without those that its reader goes to look at. */
const pagesOf = ({ from, links }: ContentEntry) =>
  from === 'rep' ? [] : Object.entries(links).flatMap(([name, link]) => ('url' in link ? [{ name, ...link }] : []));

/** The main link of an email: the one that leads to its goal, otherwise the first that is not a visit. */
export function mainLink(entry: ContentEntry): string | undefined {
  const pages = pagesOf(entry).filter(({ counts }) => counts !== 'visited');
  return (pages.find(({ counts, intends = counts }) => entry.goal.includes(intends)) ?? pages[0])?.name;
}

/** The link to a page that its reader looks at, such as the prices. */
export const pageLink = (entry: ContentEntry): string | undefined =>
  pagesOf(entry).find(({ counts }) => counts === 'visited')?.name;

/** Whether a click on the main link intends an act of its own, such as a trial. */
function intendsMore(entry: ContentEntry): boolean {
  const link = entry.links[mainLink(entry) ?? ''];
  return link !== undefined && 'intends' in link && afterClick.some((kind) => kind === link.intends);
}

/** The links by which a reader answers a question. */
export const answersOf = ({ links }: ContentEntry): readonly { readonly name: string; readonly answer: AnswerKind }[] =>
  Object.entries(links).flatMap(([name, link]) => ('answer' in link ? [{ name, answer: link.answer }] : []));

/** How often each act was done about emails of a position, by people with a persona. */
export interface Cell {
  readonly position: FunnelPosition;
  /** Empty if it is not known. */
  readonly persona: string;
  readonly seen: Readonly<Record<Act, Seen>>;
}

/** How often something happened, of how many times at which it could. */
export interface Seen {
  readonly count: number;
  readonly of: number;
}

export const sumOf = (all: readonly Seen[]): Seen => ({
  count: all.reduce((sum, { count }) => sum + count, 0),
  of: all.reduce((sum, one) => sum + one.of, 0),
});
