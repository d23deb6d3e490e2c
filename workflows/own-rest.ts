import type { Engaged } from '../domain/lead/messages.ts';
import { breakEnd } from '../domain/scoring/engagement.ts';
import type { Instant } from '../domain/time/clock.ts';
import { patched } from './patched.ts';
import { answerOf } from './touch.ts';
import type { Visit } from './visit.ts';

/** When the break is over that a lead asks for by an act; undefined if it asks for none. */
function askedFor(engaged: Engaged): Instant | undefined {
  const answer = answerOf(engaged);
  return answer && breakEnd(answer, engaged);
}

/** Moves the rest that a lead asked for when the lead names another date, or wants emails again. */
export const heedAnswer = (visit: Visit, engaged: Engaged): void =>
  moveOwnRest(visit, engaged.answer === 'resume' ? visit.now() : askedFor(engaged));

/** Moves the end of a rest until the date that the lead named. A rest that the program or a rep chose stays as it is. */
export function moveOwnRest({ state }: Visit, to: Instant | undefined): void {
  const { notBefore, follows, engagements } = state;
  if (to === undefined || notBefore === undefined || follows || to === notBefore) return;
  const isOwn = engagements.some((engaged) => askedFor(engaged) === notBefore);
  // A rest that was moved before this version knew how to ended on its first date, and must do so in a replay.
  if (isOwn && patched('rest-moves-with-the-lead')) state.notBefore = to;
}
