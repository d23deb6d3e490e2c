import type { FastifyInstance } from 'fastify';
import { encodedUrl } from '../../content/allowed-url.ts';
import { despiteClashes } from '../../db/clash.ts';
import type { ContentLinks } from '../../db/columns.ts';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import { wasClickedSince } from '../../db/touches/fetched-touch.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { own } from '../../domain/text/own.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { heldFor, HONEYPOT_LINK, sameActWindow, type Visitor } from '../pages/machine.ts';
import { KNOWN_BY } from '../pages/snippet.ts';
import { visit, visitorOf, type Visit } from '../pages/visit.ts';
import { sendPage, verified, routeOf } from './signed-link.ts';

/** `GET /c/:token`: a click on a link in an email. Its target is in the database, never in the URL. */
export function clickRoute(app: FastifyInstance, deps: ApiDeps): void {
  app.get<{ Params: { token: string } }>(routeOf('click'), async (request, reply) => {
    const token = await verified(deps, request.params.token, 'click', reply);
    if (!token) return;
    const { key, link = '' } = token;
    const { target, known } = await follow(deps, key, link, visitorOf(request));
    const location = target && encodedUrl(known === undefined ? target.url : withVisitor(deps, target.url, known));
    if (location) await reply.redirect(location, 302);
    else if (link === HONEYPOT_LINK) await sendPage(reply, 200, 'Nothing to see here');
    else
      await sendPage(
        reply,
        404,
        'This page no longer exists',
        'The page behind this link is no longer available. Reply to the email, and we will help you.',
      );
  });
}

/** A URL of the company's website, which it tells who comes; any other one as it is. */
function withVisitor({ links, settings }: ApiDeps, target: string, leadId: string): string {
  const url = URL.parse(target);
  if (!url || !settings.website?.origins.includes(url.origin)) return target;
  url.searchParams.set(KNOWN_BY, links.sign('visitor', leadId).split('/').at(-1)!);
  return url.href;
}

interface Followed {
  readonly target?: ContentLinks[string];
  /** The lead who clicked, if it was a person. */
  readonly known?: string;
}

/** Records a click, and returns the target of its link. Uses one transaction, so that simultaneous requests see each other. */
const follow = async ({ db, clock, policy, newId }: ApiDeps, key: string, link: string, visitor: Visitor): Promise<Followed> =>
  await despiteClashes(() =>
    inTransaction(db, async (trx) => {
      const visited = await visit({ db: trx, clock, policy }, key, link, visitor);
      if (!visited) return {};
      const { touch, at, verdict } = visited;
      const target = Object.hasOwn(touch.links, link) ? touch.links[link] : undefined;
      if (!target && link !== HONEYPOT_LINK) return {};
      const followed = { target, known: verdict === 'human' ? touch.leadId : undefined };
      const since = at - sameActWindow(clock);
      const isRequestedAgain = (own(touch.fetched, link) ?? -Infinity) >= since;
      if (verdict !== 'machine' && isRequestedAgain && (await wasClickedSince(trx, key, link, since))) return followed;
      await recordEngagement(
        trx,
        policy,
        newId,
        clickOf(visited, link, target, newId()),
        at,
        heldFor({ at, sentAt: touch.sentAt }, clock),
      );
      return followed;
    }),
  );

const clickOf = ({ touch, at, verdict }: Visit, link: string, target: ContentLinks[string] | undefined, id: string) => ({
  id,
  leadId: touch.leadId,
  touchKey: touch.key,
  content: touch.content,
  kind: target?.counts ?? ('clicked' as const),
  at,
  verdict,
  link,
  source: 'click',
  page: target?.page,
  intends: target?.intends,
});
