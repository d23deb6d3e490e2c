import type { FastifyInstance } from 'fastify';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import { bareError } from '../../domain/text/bare-error.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { looksLikeMachine, type Visitor } from '../pages/machine.ts';
import { visit, visitorOf } from '../pages/visit.ts';
import { routeOf } from './signed-link.ts';

const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** `GET /o/:token` (with or without `.gif`): a person or a proxy opened an email. It is recorded, but proves nothing. */
export function pixelRoute(app: FastifyInstance, deps: ApiDeps): void {
  app.get<{ Params: { token: string } }>(routeOf('open'), async (request, reply) => {
    const link = deps.links.verify(request.params.token.replace(/\.gif$/, ''));
    // The picture is served in any case: an email with a broken picture helps no one.
    if (typeof link === 'object' && link.kind === 'open') {
      await recordOpen(deps, link.key, visitorOf(request)).catch((error: unknown) =>
        request.log.warn({ error: bareError(error) }, 'An open could not be saved.'),
      );
    }
    await reply.type('image/gif').send(pixel);
  });
}

async function recordOpen(deps: ApiDeps, key: string, visitor: Visitor): Promise<void> {
  const { db, policy, newId } = deps;
  const visited = await visit(deps, key, 'pixel', visitor);
  if (!visited) return;
  const { at, touch } = visited;
  const open = {
    id: newId(),
    leadId: touch.leadId,
    touchKey: key,
    content: touch.content,
    kind: 'opened',
    at,
    verdict: looksLikeMachine(visitor) ? 'machine' : 'unknown',
    source: 'pixel',
  } as const;
  await recordEngagement(db, policy, newId, open, at);
}
