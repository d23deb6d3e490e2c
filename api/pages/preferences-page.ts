import type { Wishes } from '../../db/contact/wishes.ts';
import type { SendingPolicy } from '../../domain/contact/sending-policy.ts';
import { DAY, milliseconds } from '../../domain/time/duration.ts';
import { answerKinds, answerSpec, type AnswerKind } from '../../domain/scoring/engagement.ts';
import { SLOWEST } from '../../domain/contact/frequency.ts';
import { mayLift, reasonSpec, type SuppressionReason } from '../../domain/contact/suppression.ts';
import { actButton, escapeHtml, link, paragraph } from './pages.ts';

const ENDED = 'We will not write to you any more.';
const USUAL = 'You get our emails as usual.';

/** What the lead asked for and what follows from it, in one sentence each. */
export function stateOf({ zone, slower, otherTopic, closed }: Wishes, { gap }: Pick<SendingPolicy, 'gap'>): string[] {
  const said = closed.map(({ reason, until }) => {
    const date = until === undefined ? '' : new Date(until).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: zone });
    return (reasonSpec(reason).told ?? ENDED).replace('{date}', date);
  });
  const days = (milliseconds(gap) * slower) / DAY;
  const wishes = [
    slower > 1 && `We write to you at ${fractions[slower] ?? 'a fraction of'} the usual pace, at most every ${days} days.`,
    otherTopic && 'Where we have an email for another kind of reader, you get that one.',
  ].filter((one) => one !== false);
  const all = said.includes(ENDED) ? [ENDED] : [...new Set([...said, ...wishes])];
  return all.length > 0 ? all : [USUAL];
}

const fractions: Readonly<Record<number, string>> = { 2: 'half', 4: 'a quarter of', 8: 'an eighth of' };

/** Whether the lead has left for good: only a new opt-in brings them back. */
const hasLeft = ({ closed }: Wishes): boolean => closed.some(({ reason }) => !mayLift(reason, 'person'));

/** The answers that would change something. */
function offered(wishes: Wishes): AnswerKind[] {
  const isClosed = (reason: SuppressionReason) => wishes.closed.some((one) => one.reason === reason);
  const holds: Partial<Record<AnswerKind, boolean>> = {
    notRelevant: isClosed('notRelevant'),
    wrongTopic: wishes.otherTopic,
    tooOften: wishes.slower >= SLOWEST,
    resume: wishes.closed.length === 0 && wishes.slower === 1 && !wishes.otherTopic,
  };
  return (Object.keys(answerKinds) as AnswerKind[]).filter((kind) => holds[kind] !== true);
}

function dateField(kind: AnswerKind): string {
  const { asks, lasts = 0 } = answerSpec(kind);
  const otherwise = `(without a date: in ${lasts / DAY} days)`;
  return asks ? `<p><label>${escapeHtml(`${asks} ${otherwise}`)} <input type="date" name="until"></label></p>` : '';
}

/** Asks for confirmation of an answer. */
export const askAnswer = (kind: AnswerKind): string => paragraph(answerKinds[kind].label) + actButton('Yes', dateField(kind));

/** The preferences page: the current state, the choices, and the unsubscribe link. */
export function preferencesPage(wishes: Wishes | undefined, sending: Pick<SendingPolicy, 'gap'>, unsubscribeUrl: string): string {
  if (!wishes) return choices(Object.keys(answerKinds) as AnswerKind[], unsubscribeUrl);
  const state = stateOf(wishes, sending).map(paragraph).join('');
  return hasLeft(wishes) ? state : state + choices(offered(wishes), unsubscribeUrl);
}

const choices = (kinds: readonly AnswerKind[], unsubscribeUrl: string): string =>
  kinds.map(choice).join('') + link(unsubscribeUrl, 'Unsubscribe');

const choice = (kind: AnswerKind): string =>
  actButton(answerKinds[kind].label, `<input type="hidden" name="answer" value="${kind}">${dateField(kind)}`);
