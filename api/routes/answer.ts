import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { touchOfLink, type LinkedTouch } from '../../db/touches/touch-of-link.ts';
import { wishesOf } from '../../db/contact/wishes.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import { answerKinds, type AnswerKind } from '../../domain/scoring/engagement.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { link, page, paragraph } from '../pages/pages.ts';
import { askAnswer, preferencesPage, stateOf } from '../pages/preferences-page.ts';
import { saveAnswer } from '../pages/save-answer.ts';
import { visit, visitorOf } from '../pages/visit.ts';
import { sendPage, verified, routeOf } from './signed-link.ts';

const posted = z
  .object({ answer: z.string().optional().catch(undefined), until: z.string().optional().catch(undefined) })
  .catch({});

/**
 * `/a/:token` is an answer to an email's question; `/p/:token` shows all answers and the unsubscribe link. GET asks for confirmation,
 * because scanners open links; POST acts, and shows the new state.
 */
export function answerRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { policy, db, clock, links } = deps;
  for (const kind of ['answer', 'preferences'] as const) {
    const path = routeOf(kind);
    app.get<{ Params: { token: string } }>(path, async (request, reply) => {
      const token = await verified(deps, request.params.token, kind, reply);
      if (!token) return;
      const visited = await visit(deps, token.key, (kind === 'answer' && token.link) || 'preferences', visitorOf(request));
      const answer = visited && answerOf(visited.touch, token.link);
      if (answer) await sendBody(reply, 'Is this right?', askAnswer(answer));
      else {
        const wishes = await wishesOf(db, token.key, clock.now());
        await sendBody(
          reply,
          'What you get from us',
          preferencesPage(
            wishes,
            policy.sending,
            links.sign('unsubscribe', token.key, kind === 'preferences' ? token.link : undefined),
          ),
        );
      }
    });
    app.post<{ Params: { token: string } }>(path, async ({ params, body }, reply) => {
      const said = posted.parse(body);
      const token = await verified(deps, params.token, kind, reply);
      if (!token) return;
      const touch = await touchOfLink(db, token.key);
      const answer = (touch && answerOf(touch, token.link)) ?? asAnswer(said.answer);
      if (touch && !answer) {
        await sendPage(reply, 400, 'Which answer?', 'Go back, and choose one of the answers.');
        return;
      }
      if (touch && answer) await saveAnswer(deps, touch, answer, dateOf(said.until, clock.now()));
      const wishes = await wishesOf(db, token.key, clock.now());
      // An erased lead is thanked as well, so that the holder of a link learns nothing about them.
      const holds = wishes ? stateOf(wishes, policy.sending) : ['What you asked for applies from now on.'];
      const change = link(
        links.sign('preferences', token.key, kind === 'preferences' ? token.link : undefined),
        'What you get from us',
      );
      await sendBody(reply, 'Thank you', holds.map(paragraph).join('') + change);
    });
  }
}

const sendBody = (reply: FastifyReply, title: string, body: string): Promise<unknown> =>
  Promise.resolve(reply.type('text/html; charset=utf-8').send(page(title, body)));

const asAnswer = (text: string | undefined): AnswerKind | undefined =>
  text !== undefined && Object.hasOwn(answerKinds, text) ? (text as AnswerKind) : undefined;

const answerOf = ({ links }: LinkedTouch, name = ''): AnswerKind | undefined =>
  Object.hasOwn(links, name) ? asAnswer(links[name]?.answer) : undefined;

/** Someone who names a later date means never, and has a button for that. */
const LONGEST = 730 * DAY;

/** A future date as a browser sends it. An invalid date (30 February) or a past one is ignored. */
function dateOf(text: string | undefined, now: Instant): Instant | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') ? Date.parse(text ?? '') : Number.NaN;
  const isDay = at > now && new Date(at).toISOString().slice(0, 10) === text;
  return isDay ? Math.min(at, now + LONGEST) : undefined;
}
