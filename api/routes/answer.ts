import type { FastifyInstance } from 'fastify';
import { v5 } from 'uuid';
import { recordEngagement } from '../../db/engagements.ts';
import { touchOfLink, type LinkedTouch } from '../../db/touch-of-link.ts';
import type { Instant } from '../../domain/clock.ts';
import { answerKinds, type AnswerKind } from '../../domain/engagement.ts';
import type { ApiDeps } from '../context.ts';
import { actButton, escapeHtml, page, pageHeaders, paragraph } from '../pages.ts';
import { visit, visitorOf } from '../visit.ts';
import { sendPage, verified } from './signed-link.ts';

/** Which answers name a date, and how the page asks for it. */
const dates: Partial<Record<AnswerKind, string>> = {
  later: 'When may we write again?',
  boughtElsewhere: 'When does that contract end?',
};

interface Posted {
  readonly answer?: string;
  readonly until?: string;
}

/**
 * `/a/:token`, an answer to a mail's question, and `/p/:token`, all answers and the way out. GET asks once more, because
 * scanners open links; POST keeps the answer.
 */
export const answerRoutes = (app: FastifyInstance, deps: ApiDeps): void => {
  for (const kind of ['answer', 'preferences'] as const) {
    const path = kind === 'answer' ? '/a/:token' : '/p/:token';
    app.get<{ Params: { token: string } }>(path, async (request, reply) => {
      const token = await verified(deps, request.params.token, kind, reply);
      if (!token) return;
      const visited = await visit(deps, token.key, token.link ?? 'preferences', visitorOf(request));
      const answer = visited && answerOf(visited.touch, token.link);
      const body = answer ? ask(answer) : preferences(deps.links.sign('unsubscribe', token.key));
      await reply
        .headers(pageHeaders)
        .type('text/html; charset=utf-8')
        .send(page(answer ? 'Is this right?' : 'What you get from us', body));
    });
    app.post<{ Params: { token: string }; Body: Posted | undefined }>(path, async ({ params, body }, reply) => {
      const token = await verified(deps, params.token, kind, reply);
      if (!token) return;
      const touch = await touchOfLink(deps.db, token.key);
      const answer = (touch && answerOf(touch, token.link)) ?? asAnswer(body?.answer);
      if (touch && !answer) {
        await sendPage(reply, 400, 'Which answer?', 'Go back, and choose one of the answers.');
        return;
      }
      // Somebody who is gone is thanked as well: who holds the link learns nothing about them.
      if (touch && answer) await keep(deps, touch, answer, dateOf(body?.until, deps.clock.now()));
      await sendPage(reply, 200, 'Thank you', 'We have noted your answer.');
    });
  }
};

const asAnswer = (text: string | undefined): AnswerKind | undefined =>
  text !== undefined && Object.hasOwn(answerKinds, text) ? (text as AnswerKind) : undefined;

const answerOf = ({ links }: LinkedTouch, link = ''): AnswerKind | undefined =>
  Object.hasOwn(links, link) ? asAnswer(links[link]?.answer) : undefined;

const dateField = (kind: AnswerKind): string => {
  const question = dates[kind];
  return question ? `<p><label>${escapeHtml(question)} <input type="date" name="until"></label></p>` : '';
};

const ask = (kind: AnswerKind): string => paragraph(answerKinds[kind].label) + actButton('Yes', dateField(kind));

const preferences = (unsubscribeUrl: string): string =>
  (Object.keys(answerKinds) as AnswerKind[])
    .map((kind) => actButton(answerKinds[kind].label, `<input type="hidden" name="answer" value="${kind}">${dateField(kind)}`))
    .join('') + `<p><a href="${escapeHtml(unsubscribeUrl)}">Unsubscribe</a></p>`;

/** A date in the future; what is no date, or past, counts as not given. */
function dateOf(text: string | undefined, now: Instant): Instant | undefined {
  const at = Date.parse(text ?? '');
  return at > now ? at : undefined;
}

// Any constant will do: the same answer to the same mail gives the same id.
const ANSWER = 'd5f1b3a6-6f0b-4a53-8a0a-6f6b6f2a7c11';

async function keep(
  { db, clock, newId }: ApiDeps,
  touch: LinkedTouch,
  answer: AnswerKind,
  until: Instant | undefined,
): Promise<void> {
  const at = clock.now();
  const { key: touchKey, leadId, content } = touch;
  const id = v5(`${touchKey} ${answer} ${until ?? ''}`, ANSWER);
  const act = { id, leadId, touchKey, content, kind: 'answered', at, verdict: 'human', source: 'answer', answer } as const;
  await recordEngagement(db, newId, { ...act, ...(until !== undefined && { until }) }, at);
}
