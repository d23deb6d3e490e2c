import type { FastifyReply } from 'fastify';
import { v7 as uuid } from 'uuid';
import { hasAdministrator, invitePerson, personByAddress, personById, type Invitation } from '../../db/people/people.ts';
import { beginSession } from '../../db/people/sessions.ts';
import { isFirstAwaited, makeSignInLink, useLink, type OpenLink } from '../../db/people/sign-in-links.ts';
import { beginAct } from '../../db/system/audit.ts';
import { takeFormTokens } from '../../db/system/form-rates.ts';
import type { Trx } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { bareError } from '../../domain/text/bare-error.ts';
import { DAY, MINUTE } from '../../domain/time/duration.ts';
import { networkOf } from '../edge/network.ts';
import { tooMany } from '../edge/rates.ts';
import type { ApiDeps } from '../procedures/context.ts';

/** Real milliseconds. An email arrives within minutes; an operator may have to pass a link on. */
const EMAILED = 10 * MINUTE;
const PRINTED = DAY;

const linkUrl = (publicUrl: string, token: string): string => `${publicUrl}/signin/${token}`;

/** A request for a link. */
export interface LinkRequest {
  readonly email: string;
  readonly ip: string;
  /** The token of the browser, which must also open the link. */
  readonly browser: string;
  readonly returnTo: string;
}

/** Counts a request for a link, whether or not we know the address. @throws Refusal `tooManyRequests` */
export async function countRequest({ db, clock }: ApiDeps, { email, ip }: LinkRequest, reply: FastifyReply): Promise<void> {
  const network = networkOf(ip);
  const counted = { signInAddress: email.toLowerCase(), ...(network && { signInNetwork: network }) };
  await inTransaction(db, async (trx) => {
    const wait = await takeFormTokens(trx, counted, clock.now());
    if (wait > 0) throw tooMany(reply, wait / clock.spec.speed / 1_000);
  });
}

/** Sends a link to a person who may sign in, and nothing to anybody else. The request is answered before, so that it tells nothing. */
async function sendLink(deps: ApiDeps, { email, browser, returnTo }: LinkRequest): Promise<void> {
  const { db, links, log, sendSignIn } = deps;
  const person = await personByAddress(db, email);
  if (!person) return log.info('Somebody asked for a sign-in link for an address that may not sign in.');
  if (!sendSignIn) return log.warn('Nobody can sign in by email: this API has no email server.');
  const token = await makeSignInLink(db, { personId: person.id, browser, returnTo, livesFor: EMAILED });
  const to = { name: person.name, address: person.email };
  const outcome = await sendSignIn({ to, link: linkUrl(links.publicUrl, token), kind: 'link' });
  if (outcome.state !== 'accepted') log.error({ person: person.id, ...outcome }, 'A sign-in link was not sent.');
}

/** Does the same in the background, and logs a failure. */
export const sendLinkLater = (deps: ApiDeps, request: LinkRequest): Promise<void> =>
  sendLink(deps, request).catch((error: unknown) => deps.log.error({ error: bareError(error) }, 'A sign-in link was not sent.'));

/** Who uses a link, and with what. */
export interface LinkUse extends OpenLink {
  readonly token: string;
  /** The name of the browser, for the list of sessions. */
  readonly browser: string | undefined;
  /** Who becomes the first administrator. */
  readonly first?: Omit<Invitation, 'role'>;
}

/** Signs a person in with a link. @returns the token of the session; undefined if the link has just been used, or they may not */
export const signIn = async ({ db, clock }: ApiDeps, { token, personId, first, browser }: LinkUse): Promise<string | undefined> =>
  await inTransaction(db, async (trx) => {
    if (!(await useLink(trx, token))) return undefined;
    const id = personId ?? (first && (await becomeFirst(trx, first)));
    const person = id && (await personById(trx, id));
    if (!person) return undefined;
    const session = await beginSession(trx, person.id, browser);
    const who = { keyId: person.id, principal: person.name };
    await beginAct(trx, { id: uuid(), at: clock.now(), ...who, action: 'signIn', subjects: [person.id, session.id] }, 'done');
    return session.token;
  });

const becomeFirst = async (trx: Trx, first: Omit<Invitation, 'role'>): Promise<string | undefined> =>
  (await hasAdministrator(trx)) ? undefined : await invitePerson(trx, { ...first, role: 'admin' });

type Printing = Pick<ApiDeps, 'db'> & { readonly publicUrl: string };

/** A link that signs a person in once, in any browser, within a day. It is for the operator of the server. */
export const signInLink = async ({ db, publicUrl }: Printing, personId: string): Promise<string> =>
  linkUrl(publicUrl, await makeSignInLink(db, { personId, livesFor: PRINTED }));

/**
 * A link that makes the person who opens it the first administrator; undefined if there is one, or if such a link was printed
 * within a day.
 */
export async function firstLink({ db, publicUrl }: Printing): Promise<string | undefined> {
  if ((await hasAdministrator(db)) || (await isFirstAwaited(db))) return undefined;
  return linkUrl(publicUrl, await makeSignInLink(db, { livesFor: PRINTED }));
}
