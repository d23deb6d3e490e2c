import { isbot } from 'isbot';
import type { Verdict } from '../db/columns.ts';
import type { Clock, Instant } from '../domain/clock.ts';
import { HOUR, MINUTE } from '../domain/duration.ts';

/** What a request says about who sent it. */
export interface Visitor {
  readonly method: string;
  readonly userAgent: string | undefined;
}

/** The link in a mail that nobody sees. Who follows it reads the source. */
export const HONEYPOT_LINK = 'honeypot';

// Apple's proxy fetches every picture under exactly this name; Office looks at links before its reader does.
const isProxy = (agent: string): boolean => agent === 'Mozilla/5.0' || /ms-office|msoffice/i.test(agent);

/** Whether the request alone shows that a machine sent it. */
export const looksLikeMachine = ({ method, userAgent = '' }: Visitor): boolean =>
  method === 'HEAD' || userAgent === '' || isProxy(userAgent) || isbot(userAgent);

const BURST = { links: 3, seconds: 10 };
const TOO_SOON = { seconds: 2 };

/**
 * Real seconds as program time. On a fast clock a second is hours, in which people do what takes a machine seconds:
 * there the window stays below `most`.
 */
const window = ({ spec }: Pick<Clock, 'spec'>, seconds: number, most: number): number =>
  Math.min(seconds * 1_000 * spec.speed, Math.max(most, seconds * 1_000));

/** How far back clicks count as one burst, in program time. */
export const burstWindow = (clock: Pick<Clock, 'spec'>): number => window(clock, BURST.seconds, HOUR);

interface Click extends Visitor {
  readonly link: string;
  readonly at: Instant;
  readonly sentAt: Instant | undefined;
  /** Other links of the mail that were clicked within the burst's window. */
  readonly clickedBefore: readonly string[];
}

/** Who clicked. A machine's click is recorded; it neither scores nor branches. */
export function verdictOfClick(click: Click, clock: Pick<Clock, 'spec'>): Verdict {
  if (looksLikeMachine(click) || click.link === HONEYPOT_LINK) return 'machine';
  if (click.sentAt !== undefined && click.at - click.sentAt < window(clock, TOO_SOON.seconds, MINUTE)) return 'machine';
  return isBurst(click) ? 'machine' : 'human';
}

/** Whether this click shows that those before it were a machine's, too. */
export const isBurst = ({ link, clickedBefore }: Pick<Click, 'link' | 'clickedBefore'>): boolean =>
  link === HONEYPOT_LINK || new Set([...clickedBefore, link]).size >= BURST.links;
