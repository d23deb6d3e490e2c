import type { FastifyInstance } from 'fastify';
import { encodedUrl } from '../../content/allowed-url.ts';
import type { ContentLinks } from '../../db/columns.ts';
import type { Trx } from '../../db/database.ts';
import type { Arrived } from '../../services/engagements/record-plain-acts.ts';
import { wasClickedSince } from '../../db/touches/fetched-touch.ts';
import type { LinkedTouch } from '../../db/touches/touch-of-link.ts';
import { own } from '../../domain/text/own.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { heldFor, HONEYPOT_LINK, sameActWindow, type Visitor } from '../pages/machine.ts';
import { KNOWN_BY } from '../pages/snippet.ts';
import { visitorOf, type Visit } from '../pages/visit.ts';
import type { RecordVisit } from '../pages/visits.ts';
import { sendPage, verified, routeOf } from './signed-link.ts';

/** `GET /c/:token`: a click on a link in an email. Its target is in the database, never in the URL. */
export function clickRoute(app: FastifyInstance, deps: ApiDeps, record: RecordVisit): void {
  app.get<{ Params: { token: string } }>(routeOf('click'), async (request, reply) => {
    const token = await verified(deps, request.params.token, 'click', reply);
    if (!token) return;
    const { key, link = '' } = token;
    const { target, known } = await follow(deps, record, key, link, visitorOf(request));
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

/** Records a click, and returns the target of its link. */
async function follow(deps: ApiDeps, record: RecordVisit, key: string, link: string, visitor: Visitor): Promise<Followed> {
  const visited = await record({
    key,
    address: link,
    visitor,
    actOf: async (visit, trx) => await clickOf(trx, deps, visit, link),
  });
  if (!visited) return {};
  const { touch, verdict } = visited;
  return { target: targetOf(touch, link), known: verdict === 'human' ? touch.leadId : undefined };
}

const targetOf = ({ links }: LinkedTouch, link: string): ContentLinks[string] | undefined =>
  Object.hasOwn(links, link) ? links[link] : undefined;

/** A click that is not the same act as an earlier one; undefined for that, and for a link that the email does not have. */
async function clickOf(
  trx: Trx,
  { clock, newId }: ApiDeps,
  { touch, at, verdict }: Visit,
  link: string,
): Promise<Arrived | undefined> {
  const target = targetOf(touch, link);
  if (!target && link !== HONEYPOT_LINK) return undefined;
  const since = at - sameActWindow(clock);
  const isRequestedAgain = (own(touch.fetched, link) ?? -Infinity) >= since;
  if (verdict !== 'machine' && isRequestedAgain && (await wasClickedSince(trx, touch.key, link, since))) return undefined;
  const engagement = {
    id: newId(),
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
  };
  return { engagement, heldFor: heldFor({ at, sentAt: touch.sentAt }, clock) };
}
