import type { IncomingHttpHeaders } from 'node:http';
import { isbot } from 'isbot';
import type { Verdict } from '../../db/columns.ts';
import type { Clock, Instant } from '../../domain/time/clock.ts';
import { HOUR, MINUTE } from '../../domain/time/duration.ts';
import { own } from '../../domain/text/own.ts';

/** What a request reveals about its sender. */
export interface Visitor {
  readonly method: string;
  readonly userAgent: string | undefined;
  readonly headers?: IncomingHttpHeaders;
}

/** The invisible link in an email. Only a program that reads the source follows it. */
export const HONEYPOT_LINK = 'honeypot';

// Apple's proxy loads every picture under exactly this name; Office checks links before its reader does.
const isProxy = (agent: string): boolean => agent === 'Mozilla/5.0' || /ms-office|msoffice/i.test(agent);

/**
 * Headers that show a prefetch, or a client that is not a browser. A missing header proves nothing, because privacy tools remove some.
 */
const tells: readonly (readonly [header: string, says: RegExp])[] = [
  ['purpose', /prefetch|preview|prerender/i],
  ['sec-purpose', /prefetch|preview|prerender/i],
  ['x-purpose', /prefetch|preview|prerender|instant/i],
  ['x-moz', /prefetch/i],
  ['sec-fetch-dest', /^(?!document$|image$)/i], // a script or a frame sent it: no one followed a link or viewed a picture
  ['sec-ch-ua', /headless/i],
  ['from', /@/], // RFC 9110 10.1.2: the address of a robot's operator
];

function says(headers: IncomingHttpHeaders, name: string, what: RegExp): boolean {
  const value = own(headers, name);
  return value !== undefined && what.test(String(value));
}

/** Whether the request alone shows that a machine sent it. */
export const looksLikeMachine = ({ method, userAgent = '', headers = {} }: Visitor): boolean =>
  method === 'HEAD' ||
  userAgent === '' ||
  isProxy(userAgent) ||
  isbot(userAgent) ||
  tells.some(([name, what]) => says(headers, name, what));

const BURST = { links: 3, seconds: 10 };
/** A scanner that follows every link reaches the hidden one within this time. */
const AROUND_HONEYPOT = { seconds: 60 };
const TOO_SOON = { seconds: 2 };
/** The time of scanners: the program is told of a click so soon after sending only once the burst window has passed. */
const FRESH = { seconds: 600 };
/** The same link again within this time is the same act: a second click, a reload, a preview. */
const SAME_ACT = { seconds: 60 };

type Speed = Pick<Clock, 'spec'>;

/**
 * Real seconds as program time. On a fast clock a second is hours, in which people do what takes a machine seconds, so the window is
 * at most `most`.
 */
const window = ({ spec }: Speed, { seconds }: { readonly seconds: number }, most: number): number =>
  Math.min(seconds * 1_000 * spec.speed, Math.max(most, seconds * 1_000));

/** How far back requests count as one burst, in program time. */
export const burstWindow = (clock: Speed): number => window(clock, BURST, HOUR);

/** How far around a visit to the hidden link all requests count as a machine's, in program time. */
export const honeypotWindow = (clock: Speed): number => window(clock, AROUND_HONEYPOT, HOUR);

/** For how long the same link again is the same act, in program time. */
export const sameActWindow = (clock: Speed): number => window(clock, SAME_ACT, MINUTE);

interface Click extends Visitor {
  readonly link: string;
  readonly at: Instant;
  readonly sentAt: Instant | undefined;
  /** Other URLs of the email requested within the burst window: links, pixel, unsubscribe, preferences. */
  readonly clickedBefore: readonly string[];
}

/** Who clicked. A machine's click is recorded, but changes neither the score nor the program. */
export function verdictOfClick(click: Click, clock: Speed): Verdict {
  if (looksLikeMachine(click) || click.link === HONEYPOT_LINK || click.clickedBefore.includes(HONEYPOT_LINK)) return 'machine';
  if (click.sentAt !== undefined && click.at - click.sentAt < window(clock, TOO_SOON, MINUTE)) return 'machine';
  return isBurst(click) ? 'machine' : 'human';
}

/** Whether this request shows that the previous ones were a machine's, too. */
export const isBurst = ({ link, clickedBefore }: Pick<Click, 'link' | 'clickedBefore'>): boolean =>
  link === HONEYPOT_LINK || new Set([...clickedBefore, link]).size >= BURST.links;

/**
 * Real milliseconds for which a person's click is held back from the program, so that a burst can still show that it was a machine's.
 * Zero once the time of scanners is over.
 */
export const heldFor = ({ at, sentAt }: Pick<Click, 'at' | 'sentAt'>, clock: Speed): number =>
  sentAt !== undefined && at - sentAt < window(clock, FRESH, HOUR) ? Math.ceil(burstWindow(clock) / clock.spec.speed) : 0;
