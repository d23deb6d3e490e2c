import type { OutgoingEvent } from '../db/events/outgoing.ts';
import type { EventType } from '../db/events/outgoing-events.ts';
import type { LeadRecord } from '../domain/lead/lead-record.ts';

/** What a sink has at hand. */
export interface SinkContext {
  /** Which attempt it is, from 1. */
  readonly attempt: number;
  /** Real milliseconds since the epoch. */
  readonly realNow: number;
  /** Aborts at the deadline: pass it to `fetch`. */
  readonly signal: AbortSignal;
  /** The lead as Postgres has it now; undefined for an event about no lead. */
  readonly lead: () => Promise<LeadRecord | undefined>;
}

/** Another system that gets events. */
export interface Sink {
  /** The events that it gets; all by default. */
  readonly events?: readonly EventType[];
  /**
   * Hands over one event, in real time, within 15 seconds. It may come more than once, with the same id.
   * @throws any error, to have it repeated later; SinkRefuses
   */
  readonly deliver: (event: OutgoingEvent, context: SinkContext) => Promise<void>;
}

/** The sinks of an app, by name. */
export type Sinks = Readonly<Record<string, Sink>>;

/** The other system did not take an event. */
export class SinkRefuses extends Error {
  override readonly name = 'SinkRefuses';
  /** The HTTP status. */
  readonly code: string;
  /** Whether to give up at once. */
  readonly isFinal: boolean;
  /** Seconds after which the other system wants to be asked again. */
  readonly retryAfter: number | undefined;

  constructor(answer: Response) {
    super(`the sink answers ${answer.status}`);
    this.code = `http-${answer.status}`;
    this.isFinal = answer.status === GONE;
    this.retryAfter = Number(answer.headers.get('retry-after')) || undefined;
  }
}

/** The receiver wants no more of it. */
const GONE = 410;

/** Posts to another system. It follows no redirect: the configuration says where events go. @throws SinkRefuses */
export async function post(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'trellis', ...headers },
    body,
    redirect: 'manual',
    signal,
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new SinkRefuses(answer);
}

/** A fault in what a sink is made with. */
export class BadSink extends Error {
  override readonly name = 'BadSink';
  readonly code = 'badSink';
}

/** Passes an address that is fit for events. Without TLS, only this machine is. @throws BadSink that does not quote the address */
export function mustBeUrl(url: string): string {
  const { protocol = '', hostname = '' } = URL.canParse(url) ? new URL(url) : {};
  if (protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))) return url;
  throw new BadSink('url: expected an address that begins with https://, such as https://hooks.example.com/trellis');
}
