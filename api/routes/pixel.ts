import type { FastifyInstance } from 'fastify';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import { bareError } from '../../domain/text/bare-error.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { looksLikeMachine, type Visitor } from '../pages/machine.ts';
import { visit, visitorOf } from '../pages/visit.ts';
import { routeOf } from './signed-link.ts';

const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** `GET /o/:token` (`.gif` or not): a mail was opened, by somebody or by a proxy. Kept, and nothing more: it proves nothing. */
export const pixelRoute = (app: FastifyInstance, deps: ApiDeps): void => {
  app.get<{ Params: { token: string } }>(routeOf('open'), async (request, reply) => {
    const link = deps.links.verify(request.params.token.replace(/\.gif$/, ''));
    // The picture is shown in any case: a mail with a hole in it helps nobody.
    if (typeof link === 'object' && link.kind === 'open') {
      await keep(deps, link.key, visitorOf(request)).catch((error: unknown) =>
        request.log.warn({ error: bareError(error) }, 'An open could not be kept.'),
      );
    }
    await reply.type('image/gif').send(pixel);
  });
};

async function keep(deps: ApiDeps, key: string, visitor: Visitor): Promise<void> {
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
