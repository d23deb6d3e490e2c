import type { FastifyInstance } from 'fastify';
import { encodedUrl } from '../../content/allowed-url.ts';
import { recordEngagement } from '../../db/engagements.ts';
import { condemnClicks } from '../../db/condemn-clicks.ts';
import { linksClickedSince, touchOfLink, type LinkedTouch } from '../../db/touch-of-link.ts';
import type { Verdict } from '../../db/columns.ts';
import type { ApiDeps } from '../context.ts';
import { burstWindow, HONEYPOT_LINK, isBurst, verdictOfClick, type Visitor } from '../machine.ts';
import { pageHeaders } from '../pages.ts';
import { sendPage, verified } from './signed-link.ts';

/** `GET /c/:token`: a link of a mail was clicked. Where it leads stands in the database, never in the address. */
export const clickRoute = (app: FastifyInstance, deps: ApiDeps): void => {
  app.get<{ Params: { token: string } }>('/c/:token', async ({ params, method, headers }, reply) => {
    const token = await verified(deps, params.token, 'click', reply);
    if (!token) return;
    const { key, link = '' } = token;
    const touch = await touchOfLink(deps.db, key);
    const target = touch && Object.hasOwn(touch.links, link) ? touch.links[link] : undefined;
    const location = target && encodedUrl(target.url);
    if (!touch || (!location && link !== HONEYPOT_LINK)) {
      await sendPage(
        reply,
        404,
        'This page is gone',
        'What this link led to is no longer there. Answer the mail, and we will help you.',
      );
      return;
    }
    const verdict = await judge(deps, touch, link, { method, userAgent: headers['user-agent'] });
    const { clock, newId, db } = deps;
    const at = clock.now();
    const kind = target?.counts ?? 'clicked';
    const page = target?.page && { page: target.page };
    const engagement = {
      id: newId(),
      leadId: touch.leadId,
      touchKey: key,
      content: touch.content,
      kind,
      at,
      verdict,
      link,
      source: 'click',
      ...page,
    };
    await recordEngagement(db, newId, engagement, at);
    if (!location) await sendPage(reply, 200, 'Nothing to see here');
    else await reply.headers(pageHeaders).redirect(location, 302);
  });
};

async function judge({ db, clock }: ApiDeps, touch: LinkedTouch, link: string, visitor: Visitor): Promise<Verdict> {
  const at = clock.now();
  const since = at - burstWindow(clock);
  const clickedBefore = await linksClickedSince(db, touch.key, since);
  if (isBurst({ link, clickedBefore })) await condemnClicks(db, touch, { since, now: at });
  return verdictOfClick({ ...visitor, link, at, sentAt: touch.sentAt, clickedBefore }, clock);
}
