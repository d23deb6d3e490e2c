import { setTimeout as sleep } from 'node:timers/promises';
import { own } from '../../domain/text/own.ts';
import type { Compiled } from '../../content/compiled-format.ts';
import { findContent } from '../../content/find-content.ts';
import type { EngagementKind } from '../../domain/scoring/engagement.ts';
import type { Clock, Instant } from '../../domain/time/clock.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { createAgenda, type Agenda } from './agenda.ts';
import type { Cast } from './cast.ts';
import type { PublicClient } from './public-client.ts';
import type { Deed } from './deed.ts';
import type { Email } from './email.ts';
import { awayNote } from './away-notes.ts';
import { bounceOf, complaintAbout } from './bounces.ts';
import { replyTo } from './mail-clients.ts';
import { confirmationLink, readEmail, type InboxMail } from './read-email.ts';
import { readingParts, type Reading } from './reading-parts.ts';

export interface AudienceDeps {
  readonly cast: Cast;
  readonly clock: Clock;
  /** The app's emails, which the audience reads. */
  readonly content: Compiled;
  readonly client: PublicClient;
  /** The inbox's URL; it also serves JSON. */
  readonly inboxUrl: string;
  /** What they would have done before is done already: by an earlier audience. */
  readonly since?: Instant;
  /** Gets every error. */
  readonly onError: (error: unknown) => void;
}

/** Modelled people who read their emails. */
export interface Audience {
  /** How many emails they have read, and how often they did what. */
  readonly read: number;
  readonly deeds: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

/** How soon a person who has just filled in a form clicks the confirmation link. */
const CONFIRMS_AFTER = 0.2 * HOUR;
/** Real milliseconds between two checks of the inbox. */
const LOOK_EVERY = 250;

/** Starts the audience, which reads what arrives in the inbox and reacts to it, until it is stopped. */
export function startAudience(deps: AudienceDeps): Audience {
  const { clock, since = -Infinity, onError } = deps;
  const agenda = createAgenda(clock, onError);
  const toCome: Pick<Agenda, 'add'> = { add: (at, what) => void (at >= since && agenda.add(at, what)) };
  const readers = createReaders({ ...deps, agenda: toCome });
  const stopping = new AbortController();
  let cursor = 0;

  const look = async (): Promise<void> => {
    const { ids, next } = await arrivedAfter(deps.inboxUrl, cursor);
    for (const id of ids) readers.receive(await mailOf(deps.inboxUrl, id));
    cursor = next;
  };

  const looking = (async () => {
    while (!stopping.signal.aborted) {
      await look().catch(onError);
      await sleep(LOOK_EVERY, undefined, { signal: stopping.signal }).catch(() => {}); // stopped
    }
  })();

  return {
    get read() {
      return readers.read;
    },
    deeds: readers.deeds,
    async stop() {
      stopping.abort();
      await looking;
      await agenda.stop();
    },
  };
}

interface ReadersDeps extends Pick<AudienceDeps, 'cast' | 'clock' | 'content' | 'client'> {
  readonly agenda: Pick<Agenda, 'add'>;
  /** How everybody reads, instead of as their parts say. */
  readonly reading?: Reading;
}

/** Modelled readers, each with their own way of reading. */
export interface Readers extends Pick<Audience, 'read' | 'deeds'> {
  /** Takes an email that has arrived, and puts its reader's reactions on the agenda. */
  receive(mail: InboxMail): void;
}

export function createReaders(deps: ReadersDeps): Readers {
  const { cast, clock, content, client, agenda } = deps;
  const received = new Map<string, number>();
  const deeds: Record<string, number> = {};
  let read = 0;
  return {
    get read() {
      return read;
    },
    deeds,
    receive(mail) {
      const confirms = confirmationLink(mail);
      if (confirms) return agenda.add(clock.now() + CONFIRMS_AFTER, async () => await client.click(confirms));
      const to = mail.envelope.to[0] ?? '';
      const nth = (received.get(to) ?? 0) + 1;
      const email = readEmail(mail, nth);
      if (!email) return;
      received.set(to, nth);
      read++;
      const { reading, dice } = cast.member(to);
      for (const deed of (deps.reading ?? readingParts[reading])(email, findContent(content, email.content), dice))
        agenda.add(email.at + deed.after * HOUR, async () => {
          await perform(deps, email, deed);
          deeds[deed.does] = (deeds[deed.does] ?? 0) + 1;
        });
    },
  };
}

async function perform({ client, clock, content }: ReadersDeps, email: Email, deed: Deed): Promise<void> {
  const at = clock.now();
  switch (deed.does) {
    case 'open':
      return await client.open(email);
    case 'click': {
      const url = email.links[deed.link];
      if (url === undefined) throw new Error(`the email "${email.content}" has no link "${deed.link}"`);
      await client.click(url, deed.untilDays && at + deed.untilDays * DAY);
      const deedThere = deed.stops ? undefined : intentionOf(content, email.content, deed.link);
      if (deedThere) await client.reportDeed(email.to, deedThere);
      return;
    }
    case 'choose':
      return await client.choose(email, deed.answer);
    case 'unsubscribe':
      return await client.unsubscribe(email, deed.how);
    case 'fillForm':
      return await client.fillForm(deed.form, { email: email.to, message: deed.message });
    case 'reply':
      return await client.mail(replyTo(email, deed, at));
    case 'beAway':
      return await client.mail(awayNote(email, deed.style, at));
    case 'complain':
      return await client.mail(complaintAbout(email, at));
    case 'bounce':
      return await client.mail(bounceOf(email, deed.shape, at));
    case 'scan':
      return await client.scan(email, deed.as);
  }
}

/** The engagement that a click on a link intends. */
function intentionOf(content: Compiled, id: string, name: string): EngagementKind | undefined {
  const link = own(findContent(content, id).links, name);
  return link && 'intends' in link ? link.intends : undefined;
}

async function arrivedAfter(inboxUrl: string, cursor: number): Promise<{ ids: number[]; next: number }> {
  const response = await fetch(`${inboxUrl}/api/messages?after=${cursor}`);
  const { messages, next } = (await response.json()) as { messages: { id: number }[]; next: number };
  return { ids: messages.map(({ id }) => id), next };
}

async function mailOf(inboxUrl: string, id: number): Promise<InboxMail> {
  const response = await fetch(`${inboxUrl}/api/messages/${id}`);
  return (await response.json()) as InboxMail;
}
