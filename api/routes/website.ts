import { isbot } from 'isbot';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { despiteClashes } from '../../db/clash.ts';
import { recogniseVisitor, recordPageVisit } from '../../services/engagements/visitors.ts';
import type { Page } from '../../domain/scoring/engagement.ts';
import { own } from '../../domain/text/own.ts';
import { snippet } from '../pages/snippet.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { idInput } from '../procedures/instant-input.ts';
import { badRequest, Refusal } from '../procedures/refusal.ts';
import { key } from '../procedures/values.ts';
import type { Limiters } from '../edge/rates.ts';

const HOUR_SECONDS = 3_600;

const told = z.strictObject({
  id: idInput,
  visitor: idInput,
  /** The name of a page in the policy; one that is none is left out. */
  page: key.optional(),
  /** The token of an email's link: who the visitor is. */
  known: z.string().max(500).optional(),
});

type Told = z.output<typeof told>;

/**
 * `GET /trellis.js`: what the company's website loads. `POST /events/page`: a visitor who agreed looks at a page, as JSON in a text, so
 * that a browser need not ask before it sends it. What strangers look at counts once we know who they are.
 */
export function websiteRoutes(app: FastifyInstance, deps: ApiDeps, limiters: Limiters): void {
  app.get('/trellis.js', { onRequest: limiters.link }, async (_, reply) => {
    reply.headers({ 'cache-control': `public, max-age=${HOUR_SECONDS}`, 'cross-origin-resource-policy': 'cross-origin' });
    return await reply.type('text/javascript; charset=utf-8').send(snippet);
  });
  app.post('/events/page', { onRequest: limiters.page }, async (request, reply) => {
    const { origin = '' } = request.headers;
    if (!deps.settings.website?.origins.includes(origin)) throw notOurs(origin);
    reply.headers({ 'access-control-allow-origin': origin, vary: 'origin' });
    const visit = read(request.body);
    if (!refusesTracking(request) && !isbot(request.headers['user-agent'])) await take(deps, visit);
    return await reply.code(204).send();
  });
}

const notOurs = (origin: string): Refusal =>
  new Refusal('FORBIDDEN', `"${origin}" is not an origin of our website.`, {
    code: 'originUnknown',
    value: origin,
    todo: 'Add it to website.origins in trellis.config.ts.',
  });

function read(body: unknown): Told {
  try {
    return told.parse(typeof body === 'string' ? JSON.parse(body) : body);
  } catch {
    throw badRequest('visitInvalid', 'The body is not what /trellis.js sends.', undefined, 'Load the current /trellis.js.');
  }
}

/** Global Privacy Control, or Do Not Track. */
const refusesTracking = ({ headers }: FastifyRequest): boolean => headers['sec-gpc'] === '1' || headers['dnt'] === '1';

async function take({ db, clock, policy, newId, links }: ApiDeps, { id, visitor: visitorId, page, known }: Told): Promise<void> {
  const at = clock.now();
  const token = known === undefined ? 'malformed' : links.verify(known);
  await despiteClashes(() =>
    db.transaction().execute(async (trx) => {
      if (typeof token === 'object' && token.kind === 'visitor')
        await recogniseVisitor(trx, policy, newId, { visitorId, leadId: token.key, at });
      if (page !== undefined && own(policy.pages, page))
        await recordPageVisit(trx, policy, newId, { id, visitorId, page: page as Page, at });
    }),
  );
}
