import type { AnswerKind } from '../../domain/scoring/engagement.ts';
import type { ContentEntry } from '../../content/entry.ts';
import type { Dice } from '../dice.ts';
import { awayNotes, type AwayStyle } from './away-notes.ts';
import type { BounceShape } from './bounces.ts';
import type { Deed } from './deed.ts';
import type { Letter } from './letter.ts';
import { mailClients, type MailClient } from './mail-clients.ts';

/**
 * How somebody reads: what they do about a mail, and about the email of the app that it is. Pure: the dice are this reader's, and
 * fall the same for the same mail.
 */
type Reading = (letter: Letter, email: ContentEntry, dice: Dice) => readonly Deed[];

const hours = (dice: Dice, from: number, to: number, { content }: Letter, ...words: readonly string[]): number =>
  dice.between(from, to, content, 'hours', ...words);

/** The link that an email is there for: the one that leads to its goal, else its first. What a rep writes wants a reply. */
const mainLink = ({ from, goal, links }: ContentEntry): string | undefined => {
  if (from === 'rep') return undefined;
  const pages = Object.entries(links).flatMap(([name, link]) => ('url' in link ? [{ name, ...link }] : []));
  return (pages.find(({ counts, intends = counts }) => goal.includes(intends)) ?? pages[0])?.name;
};

/** The link that gives an answer, where an email asks for one. */
const answerLink = ({ links }: ContentEntry, answer: AnswerKind): string | undefined =>
  Object.keys(links).find((name) => {
    const link = links[name];
    return link && 'answer' in link && link.answer === answer;
  });

const clicksMain = (letter: Letter, email: ContentEntry, dice: Dice, from = 2, to = 20): readonly Deed[] => {
  const link = mainLink(email);
  return link === undefined ? [] : [{ does: 'click', link, after: hours(dice, from, to, letter) }];
};

/** Opens now and then, and does nothing else. */
const silent: Reading = (letter, _, dice) =>
  dice.chance(0.45, letter.content, 'opens') ? [{ does: 'open', after: hours(dice, 0.5, 30, letter, 'open') }] : [];

const opens = (letter: Letter, dice: Dice): readonly Deed[] => [{ does: 'open', after: hours(dice, 0.3, 2, letter, 'open') }];

const clients = Object.keys(mailClients) as [MailClient, ...MailClient[]];

/** The mail program that somebody has. */
const clientOf = (dice: Dice): MailClient => dice.pick(clients, 'client');

/** Reads everything, looks at prices twice, the second time on another day, and may reply to who would like to talk. */
const eager: Reading = (letter, email, dice) => {
  const prices = Object.entries(email.links).find(([, link]) => 'page' in link && link.page === 'pricing')?.[0];
  const again = prices && ({ does: 'click', link: prices, after: hours(dice, 24, 30, letter, 'again') } as const);
  const asksToTalk = email.goal[0] === 'replied' && email.goal.includes('booked');
  const writes = asksToTalk && dice.chance(0.4, 'writes');
  const text = 'Thanks. Could we talk about how it works for us? I am interested.';
  const reply = { does: 'reply', text, client: clientOf(dice) } as const;
  return [
    ...opens(letter, dice),
    ...clicksMain(letter, email, dice),
    ...(again ? [again] : []),
    ...(writes ? [{ ...reply, after: hours(dice, 3, 12, letter) }] : []),
  ];
};

/** Does what a mail asks for once, and no more. */
const triesOut: Reading = (letter, email, dice) => [...opens(letter, dice), ...clicksMain(letter, email, dice)];

const asksForDemo: Reading = (letter, email, dice) => {
  const asks = { does: 'fillForm', form: 'demo', message: 'We would like to see it with our own data.' } as const;
  if (letter.nth > 1)
    return [...opens(letter, dice), ...(dice.chance(0.5, letter.content) ? clicksMain(letter, email, dice) : [])];
  const click = hours(dice, 2, 10, letter);
  return [
    ...opens(letter, dice),
    ...clicksMain(letter, email, dice, click, click),
    { ...asks, after: click + hours(dice, 1, 6, letter, 'form') },
  ];
};

/** Somebody who talks with sales already. */
const mild: Reading = (letter, email, dice) => [
  ...silent(letter, email, dice),
  ...(dice.chance(0.3, letter.content, 'clicks') ? clicksMain(letter, email, dice) : []),
];

/** Interested in the subject, not in buying: reads what is far from a purchase. */
const lukewarm: Reading = (letter, email, dice) => {
  const later = answerLink(email, 'later');
  if (later !== undefined) return [{ does: 'click', link: later, untilDays: 40, after: hours(dice, 4, 40, letter) }];
  const clicks = { top: true, middle: dice.chance(0.15, letter.content, 'clicks'), bottom: false }[email.position];
  return [...silent(letter, email, dice), ...(clicks ? clicksMain(letter, email, dice, 6, 60) : [])];
};

/** Their company's mail server looks at every link before they see the mail. */
const scanned: Reading = (letter, email, dice) => [
  { does: 'scan', as: dice.pick(['office', 'browser'], 'scanner'), after: 0 },
  ...silent(letter, email, dice),
];

/** Silent, until an email asks for an answer. */
const says =
  (answer: AnswerKind, untilDays?: number): Reading =>
  (letter, email, dice) => {
    const link = answerLink(email, answer);
    return link === undefined
      ? silent(letter, email, dice)
      : [...opens(letter, dice), { does: 'click', link, after: hours(dice, 3, 30, letter), ...(untilDays && { untilDays }) }];
  };

/** Asks for a pause after the second email, and for emails as before after the first one that comes then. */
const pauses: Reading = (letter, _, dice) => {
  const answer = ({ 2: 'pause', 3: 'resume' } as const)[letter.nth];
  const chooses = answer ? [{ does: 'choose', answer, after: hours(dice, 2, 20, letter) } as const] : [];
  return [...opens(letter, dice), ...chooses];
};

const unsubscribes: Reading = (letter, email, dice) => {
  const enough = Math.floor(dice.between(1, 4, 'enough'));
  const how = dice.chance(0.5, 'how') ? 'page' : 'oneClick';
  return letter.nth < enough
    ? silent(letter, email, dice)
    : [...opens(letter, dice), { does: 'unsubscribe', how, after: hours(dice, 2, 20, letter) }];
};

const complains: Reading = (letter, email, dice) =>
  letter.nth < 2 ? silent(letter, email, dice) : [{ does: 'complain', after: hours(dice, 1, 10, letter) }];

const bounces =
  (shape: BounceShape): Reading =>
  () => [{ does: 'bounce', shape, after: 0.1 }];

/** Writes back to the second mail, and is silent besides. */
const replies =
  (text: string): Reading =>
  (letter, email, dice) =>
    letter.nth === 2
      ? [...opens(letter, dice), { does: 'reply', text, client: clientOf(dice), after: hours(dice, 2, 20, letter) }]
      : silent(letter, email, dice);

const awayStyles = Object.keys(awayNotes) as AwayStyle[];

/** Away while the first mails come, and answered for in every style there is. */
const outOfOffice: Reading = (letter, email, dice) => {
  const style = awayStyles[letter.nth - 1];
  return style ? [{ does: 'beAway', style, after: 0.05 }] : silent(letter, email, dice);
};

/** The ways of reading that people have. */
export const readingParts = {
  eager,
  triesOut,
  asksForDemo,
  mild,
  lukewarm,
  silent,
  scanned,
  saysNotRelevant: says('notRelevant'),
  saysWrongTopic: says('wrongTopic'),
  saysTooOften: says('tooOften'),
  saysLater: says('later', 12),
  saysBoughtElsewhere: says('boughtElsewhere', 200),
  pauses,
  unsubscribes,
  complains,
  bouncesByReport: bounces('report'),
  bouncesByExim: bounces('exim'),
  bouncesByQmail: bounces('qmail'),
  bouncesByOffice365: bounces('office365'),
  asksQuestion: replies('How long does it take to connect this to our own system? And what does it cost?'),
  repliesLater: replies('Interesting, but not now. Please get in touch again after the summer.'),
  repliesStop: replies('Please stop sending me these mails. Unsubscribe me.'),
  repliesOddly: replies('Forwarded to the colleague on the second floor, see the note of Tuesday.'),
  outOfOffice,
} as const satisfies Record<string, Reading>;

export type ReadingPart = keyof typeof readingParts;
