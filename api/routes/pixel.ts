import type { FastifyInstance } from 'fastify';
import { recordEngagement } from '../../db/engagements.ts';
import { touchOfLink } from '../../db/touch-of-link.ts';
import type { ApiDeps } from '../context.ts';
import { looksLikeMachine } from '../machine.ts';
import { pageHeaders } from '../pages.ts';

const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** `GET /o/:token` (`.gif` or not): a mail was opened, by somebody or by a proxy. Kept, and nothing more: it proves nothing. */
export const pixelRoute = (app: FastifyInstance, deps: ApiDeps): void => {
  app.get<{ Params: { token: string } }>('/o/:token', async ({ params, method, headers, log }, reply) => {
    const link = deps.links.verify(params.token.replace(/\.gif$/, ''));
    // The picture is shown in any case: a mail with a hole in it helps nobody.
    if (typeof link === 'object' && link.kind === 'open') {
      await keep(deps, link.key, looksLikeMachine({ method, userAgent: headers['user-agent'] })).catch((error: unknown) =>
        log.warn({ err: error }, 'An open could not be kept.'),
      );
    }
    await reply.headers(pageHeaders).type('image/gif').send(pixel);
  });
};

async function keep({ db, clock, newId }: ApiDeps, key: string, isMachine: boolean): Promise<void> {
  const touch = await touchOfLink(db, key);
  if (!touch) return;
  const at = clock.now();
  const { leadId, content } = touch;
  const open = {
    id: newId(),
    leadId,
    touchKey: key,
    content,
    kind: 'opened',
    at,
    verdict: isMachine ? 'machine' : 'unknown',
    source: 'pixel',
  } as const;
  await recordEngagement(db, newId, open, at);
}
