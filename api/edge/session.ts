import type { FastifyRequest } from 'fastify';
import { principalOfSession } from '../../db/people/sessions.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { Refusal } from '../procedures/refusal.ts';
import { readCookie } from './cookies.ts';
import { mustBeOurs } from './same-origin.ts';

/** How long sessions last unless the settings say otherwise. */
export const standardLives = { idle: 12 * HOUR, longest: 30 * DAY } as const;

type Doorkeeper = Pick<ApiDeps, 'db' | 'links' | 'settings'>;

/** Who has signed in with this browser. */
export async function signedIn({ db, settings }: Doorkeeper, request: FastifyRequest): Promise<Principal | undefined> {
  const token = readCookie(request, 'session');
  return token === undefined ? undefined : await principalOfSession(db, token, settings.sessions ?? standardLives);
}

/**
 * The person whose browser sends a request; undefined for a browser that is not signed in.
 * @throws Refusal for a session that has ended, and for a request of another site
 */
export async function personOf(deps: Doorkeeper, request: FastifyRequest): Promise<Principal | undefined> {
  if (readCookie(request, 'session') === undefined) return undefined;
  mustBeOurs(request, deps.links.publicUrl);
  const person = await signedIn(deps, request);
  if (person) return person;
  throw new Refusal('UNAUTHORIZED', 'You are signed out.', { code: 'signedOut', todo: 'Sign in again at /signin.' });
}
