import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { personByAddress } from '../../db/people/people.ts';
import { endSession, newToken } from '../../db/people/sessions.ts';
import { openLink, type OpenLink } from '../../db/people/sign-in-links.ts';
import { MINUTE } from '../../domain/time/duration.ts';
import { readCookie, setCookie } from '../edge/cookies.ts';
import { ownPath } from '../edge/own-path.ts';
import type { Limiters } from '../edge/rates.ts';
import { mustComeFromUs } from '../edge/same-origin.ts';
import { signedIn, standardLives } from '../edge/session.ts';
import { browserName } from '../pages/browser-name.ts';
import { signInPages } from '../pages/sign-in-pages.ts';
import { countRequest, sendLinkLater, signIn } from '../people/sign-in.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { emailAddress, text } from '../procedures/values.ts';
import { z } from 'zod';

const asked = z.object({ email: emailAddress, to: z.unknown().optional() });
const firstInput = z.object({ name: text('name'), email: emailAddress });

type Linked = { Params: { token: string } };

/** Seconds for which a browser may use the link that it asked for: a little longer than the link works. */
const BROWSER_SECONDS = (11 * MINUTE) / 1_000;

/**
 * `/signin`: a person asks for a link by email. `/signin/:token`: GET shows a button, because scanners open links; POST signs in, once.
 * `POST /signout` ends the session.
 */
export function signInRoutes(app: FastifyInstance, deps: ApiDeps, limiters: Limiters): void {
  const sending = new Set<Promise<void>>();
  app.addHook('onClose', async () => void (await Promise.all(sending)));

  app.get<{ Querystring: { to?: unknown } }>('/signin', async (request, reply) => {
    const to = ownPath(request.query.to);
    if (await signedIn(deps, request)) return await reply.redirect(to, 303);
    return await html(reply, 200, signInPages.ask(to));
  });

  app.post('/signin', { onRequest: limiters.form }, async (request, reply) => {
    mustComeFromUs(request, deps.links.publicUrl);
    const { email, to } = asked.parse(request.body);
    const browser = readCookie(request, 'browser') ?? newToken();
    const order = { email, ip: request.ip, browser, returnTo: ownPath(to) };
    await countRequest(deps, order, reply);
    setCookie(reply, 'browser', browser, BROWSER_SECONDS);
    await html(reply, 202, signInPages.asked(email));
    const sent: Promise<void> = sendLinkLater(deps, order).finally(() => sending.delete(sent));
    sending.add(sent);
  });

  app.get<Linked>('/signin/:token', async (request, reply) => {
    const link = await linkBehind(deps, request, reply);
    if (!link) return;
    await html(reply, 200, link.personId === null ? signInPages.first() : signInPages.press());
  });

  app.post<Linked>('/signin/:token', async (request, reply) => {
    mustComeFromUs(request, deps.links.publicUrl);
    const link = await linkBehind(deps, request, reply);
    if (!link) return;
    const first = link.personId === null ? firstInput.parse(request.body) : undefined;
    if (first && (await personByAddress(deps.db, first.email)))
      return await html(reply, 409, signInPages.first('This is the address of a rep. Use another one.'));
    const { token } = request.params;
    const session = await signIn(deps, { ...link, token, browser: browserName(request.headers['user-agent']), first });
    if (session === undefined) return await html(reply, 410, signInPages.over());
    const { longest } = deps.settings.sessions ?? standardLives;
    setCookie(reply, 'session', session, Math.floor(longest / 1_000));
    return await reply.redirect(link.returnTo, 303);
  });

  app.post('/signout', async (request, reply) => {
    mustComeFromUs(request, deps.links.publicUrl);
    const person = await signedIn(deps, request);
    if (person?.sessionId) await endSession(deps.db, person.sessionId);
    setCookie(reply, 'session', '', 0);
    return await reply.redirect('/signin', 303);
  });
}

/** The link that this browser may use; otherwise it answers with what is wrong, and returns undefined. */
async function linkBehind(deps: ApiDeps, request: FastifyRequest<Linked>, reply: FastifyReply): Promise<OpenLink | undefined> {
  const link = await openLink(deps.db, request.params.token, readCookie(request, 'browser'));
  if (link?.isOurs) return link;
  if (link) await html(reply, 403, signInPages.otherBrowser());
  else await html(reply, 410, signInPages.over());
  return undefined;
}

const html = async (reply: FastifyReply, status: number, page: string): Promise<FastifyReply> =>
  await reply.code(status).type('text/html; charset=utf-8').send(page);
