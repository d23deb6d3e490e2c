import type { FastifyInstance, FastifyReply } from 'fastify';
import { requestById, waitingFor, type RequestRow } from '../../db/contact/confirmations.ts';
import { confirm } from '../pages/confirm.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { actButton, page, paragraph } from '../pages/pages.ts';
import { sendPage, verified, routeOf } from './signed-link.ts';
import { visitorOf } from './visitor.ts';

interface Posted {
  readonly requests?: unknown;
}

/**
 * `/y/:token`: the link in the email that asks the owner of an address. GET shows all their unconfirmed requests, each with its own
 * button, because scanners open links; POST confirms the requests of a button.
 */
export function confirmRoute(app: FastifyInstance, deps: ApiDeps): void {
  app.get<{ Params: { token: string } }>(routeOf('confirm'), async ({ params }, reply) => {
    const request = await requestOf(deps, params.token, reply);
    if (request) await show(deps, request, reply);
  });
  app.post<{ Params: { token: string }; Body: Posted | undefined }>(routeOf('confirm'), async (http, reply) => {
    const request = await requestOf(deps, http.params.token, reply);
    if (!request) return;
    const ids = chosenIn(http.body) ?? [request.id];
    const isNew = await confirm(deps, { ids, emailKey: request.emailKey }, visitorOf(http));
    // Of two simultaneous clicks, the second finds it confirmed.
    await show(deps, (await requestById(deps.db, request.id)) ?? request, reply, isNew);
  });
}

async function requestOf(deps: ApiDeps, token: string, reply: FastifyReply): Promise<RequestRow | undefined> {
  const link = await verified(deps, token, 'confirm', reply);
  const request = link && (await requestById(deps.db, link.key));
  if (link && !request) await sendPage(reply, 410, 'This request no longer exists', 'Fill in the form again.');
  return request;
}

/** Shows what is confirmed, and what still needs confirmation. */
async function show({ db, clock }: ApiDeps, request: RequestRow, reply: FastifyReply, isNew = false): Promise<void> {
  const waiting = await waitingFor(db, request.emailKey, clock.now());
  const isConfirmed = isNew || request.state === 'confirmed';
  if (!isConfirmed && waiting.length === 0)
    return await sendPage(reply, 410, 'This request has ended', 'If you still want this, fill in the form again.');
  const done = isConfirmed ? paragraph(isNew ? 'Your request is confirmed.' : 'Your request is already confirmed.') : '';
  const otherwise = waiting.length > 0 ? paragraph('If it was not you, close this page, and nothing will happen.') : '';
  const body = done + waiting.map(askAbout).join('') + otherwise;
  const title = isConfirmed ? 'Thank you' : 'Please confirm';
  await reply.type('text/html; charset=utf-8').send(page(title, body));
}

const askAbout = ({ id, askedFor, body }: { readonly id: string; readonly askedFor: string; readonly body: string }): string =>
  paragraph(`You asked us ${askedFor}: “${body}”`) +
  actButton('Yes, that was me', `<input type="hidden" name="requests" value="${id}">`);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The requests that a button confirms. */
const chosenIn = (body: Posted | undefined): string[] | undefined =>
  typeof body?.requests === 'string' ? body.requests.split(' ').filter((id) => UUID.test(id)) : undefined;
