import type { OutgoingEmail } from '../activities/touch/mailer.ts';
import type { ApiRole } from '../db/columns.ts';
import type { Db } from '../db/database.ts';
import type { OutgoingText } from '../domain/contact/text-channel.ts';
import type { RepName } from '../domain/people/rep-name.ts';
import type { IdealProfile } from '../domain/scoring/scoring-policy.ts';
import type { Meant } from '../domain/text/meant.ts';
import type { Caller } from './caller.ts';

export type ReceivedEmail = Pick<OutgoingEmail, 'key' | 'from' | 'to' | 'subject' | 'html' | 'text' | 'links'>;

export type ReceivedText = OutgoingText;

export interface RequestOptions {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Where people live: on the virtual engine, or on real servers. */
export interface World<Rep extends string = RepName> {
  readonly db: Db;
  readonly mail: { to(address: string): readonly ReceivedEmail[] };
  /** The texts of all channels, where the world has them. */
  readonly texts?: { to(address: string): readonly ReceivedText[] };
  /** The company's ideal customer: a lead is one, unless a story says otherwise. */
  readonly ideal: IdealProfile;
  /** The ids of the reps, by name. */
  readonly reps: Readonly<Record<Rep, string>>;
  /** The slug of a rep's team. */
  teamOf(rep: Rep): string;
  as<const Role extends Meant<Role, ApiRole>>(role: Role): Caller;
  asRep<const Name extends Meant<Name, Rep>>(name: Name): Caller;
  /** Requests a page of the public routes. */
  request(url: string, options: RequestOptions): Promise<{ readonly statusCode: number; readonly body?: string }>;
  /** Waits until all messages have been delivered, as far as that takes no time. */
  settle(): Promise<void>;
  /** Lets the time pass that people need to read an email; only machines click at once. */
  aMoment?(): Promise<void>;
  /** Lets time pass until something is true. @throws if it does not become true */
  eventually(what: string, isTrue: () => Promise<boolean>): Promise<void>;
}
