import type { FastifyInstance, FastifyReply } from 'fastify';
import { requestById, waitingFor, type RequestRow } from '../../db/confirmations.ts';
import { confirm } from '../confirm.ts';
import type { ApiDeps } from '../context.ts';
import { actButton, escapeHtml, page, pageHeaders, paragraph } from '../pages.ts';
import { sendPage, verified } from './signed-link.ts';
import { visitorOf } from './visitor.ts';

interface Posted {
  readonly requests?: unknown;
}

/**
 * `/y/:token`: the link in the email that asks the owner of an address. GET shows all that waits for them, because scanners
 * open links; POST confirms what was shown.
 */
export const confirmRoute = (app: FastifyInstance, deps: ApiDeps): void => {
  app.get<{ Params: { token: string } }>('/y/:token', async ({ params }, reply) => {
    const request = await requestOf(deps, params.token, reply);
    if (!request) return;
    const waiting = await waitingFor(deps.db, request.emailKey, deps.clock.now());
    if (waiting.length === 0) return await tellTheEnd(reply, request);
    const ids = waiting.map(({ id }) => id).join(' ');
    const asked = waiting.map(({ askedFor, body }) => `<li>${escapeHtml(`You asked us ${askedFor}: “${body}”`)}</li>`);
    const body =
      `<ul>${asked.join('')}</ul>` +
      actButton('Yes, that was me', `<input type="hidden" name="requests" value="${escapeHtml(ids)}">`) +
      paragraph('If it was not you, close this page. Nothing happens then.');
    await reply.headers(pageHeaders).type('text/html; charset=utf-8').send(page('Please confirm', body));
  });
  app.post<{ Params: { token: string }; Body: Posted | undefined }>('/y/:token', async (http, reply) => {
    const request = await requestOf(deps, http.params.token, reply);
    if (!request) return;
    const shown = shownIn(http.body) ?? [request.id];
    if (await confirm(deps, { ids: shown, emailKey: request.emailKey }, visitorOf(http)))
      await sendPage(reply, 200, 'Thank you', 'Your request is confirmed.');
    else await tellTheEnd(reply, request);
  });
};

async function requestOf(deps: ApiDeps, token: string, reply: FastifyReply): Promise<RequestRow | undefined> {
  const link = await verified(deps, token, 'confirm', reply);
  const request = link && (await requestById(deps.db, link.key));
  if (link && !request) await sendPage(reply, 410, 'This request is gone', 'Fill in the form again.');
  return request;
}

/** Nothing waits: it was confirmed before, or has ended. */
async function tellTheEnd(reply: FastifyReply, { state }: RequestRow): Promise<void> {
  if (state === 'confirmed') await sendPage(reply, 200, 'Thank you', 'Your request is confirmed already.');
  else await sendPage(reply, 410, 'This request has ended', 'It was not confirmed in time. Fill in the form again.');
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The requests that the page showed. */
const shownIn = (body: Posted | undefined): string[] | undefined =>
  typeof body?.requests === 'string' ? body.requests.split(' ').filter((id) => UUID.test(id)) : undefined;
