import type { FastifyInstance } from 'fastify';
import { bareError } from '../../domain/text/bare-error.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { looksLikeMachine, type Visitor } from '../pages/machine.ts';
import { visitorOf, type Visit } from '../pages/visit.ts';
import type { RecordVisit } from '../pages/visits.ts';
import { routeOf } from './signed-link.ts';

const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** `GET /o/:token` (with or without `.gif`): a person or a proxy opened an email. It is recorded, but proves nothing. */
export function pixelRoute(app: FastifyInstance, deps: ApiDeps, record: RecordVisit): void {
  app.get<{ Params: { token: string } }>(routeOf('open'), async (request, reply) => {
    const link = deps.links.verify(request.params.token.replace(/\.gif$/, ''));
    // The picture is served in any case: an email with a broken picture helps no one.
    if (typeof link === 'object' && link.kind === 'open') {
      const visitor = visitorOf(request);
      const actOf = (visited: Visit) => Promise.resolve({ engagement: openOf(deps, visited, visitor) });
      await record({ key: link.key, address: 'pixel', visitor, actOf }).catch((error: unknown) =>
        request.log.warn({ error: bareError(error) }, 'An open could not be saved.'),
      );
    }
    await reply.type('image/gif').send(pixel);
  });
}

const openOf = ({ newId }: ApiDeps, { touch, at }: Visit, visitor: Visitor) =>
  ({
    id: newId(),
    leadId: touch.leadId,
    touchKey: touch.key,
    content: touch.content,
    kind: 'opened',
    at,
    verdict: looksLikeMachine(visitor) ? 'machine' : 'unknown',
    source: 'pixel',
  }) as const;
