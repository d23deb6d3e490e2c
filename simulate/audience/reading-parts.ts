import type { AnswerKind } from '../../domain/scoring/engagement.ts';
import type { ContentEntry } from '../../content/entry.ts';
import type { Dice } from '../dice.ts';
import { awayNotes, type AwayStyle } from './away-notes.ts';
import type { BounceShape } from './bounces.ts';
import type { Deed } from './deed.ts';
import type { Email } from './email.ts';
import { mailClients, type MailClient } from './mail-clients.ts';

/**
 * How a person reads: what they do about an email, given its entry in the catalog. It is pure: the dice belong to this reader, and
 * give the same result for the same email.
 */
export type Reading = (email: Email, entry: ContentEntry, dice: Dice) => readonly Deed[];

const hours = (dice: Dice, from: number, to: number, { content }: Email, ...words: readonly string[]): number =>
  dice.between(from, to, content, 'hours', ...words);

/** The main link of an email: the one that leads to its goal, otherwise the first. A rep's email has none, because it asks for a reply. */
function mainLink({ from, goal, links }: ContentEntry): string | undefined {
  if (from === 'rep') return undefined;
  const pages = Object.entries(links).flatMap(([name, link]) => ('url' in link ? [{ name, ...link }] : []));
  return (pages.find(({ counts, intends = counts }) => goal.includes(intends)) ?? pages[0])?.name;
}

/** The link that gives an answer, if the email asks for one. */
const answerLink = ({ links }: ContentEntry, answer: AnswerKind): string | undefined =>
  Object.keys(links).find((name) => {
    const link = links[name];
    return link && 'answer' in link && link.answer === answer;
  });

function clicksMain(email: Email, entry: ContentEntry, dice: Dice, from = 2, to = 20): readonly Deed[] {
  const link = mainLink(entry);
  return link === undefined ? [] : [{ does: 'click', link, after: hours(dice, from, to, email) }];
}

/** The share of emails that a person opens who does nothing else about them. */
export const OPENS = 0.25;

/** Opens some emails, and does nothing else. */
const silent: Reading = (email, _, dice) =>
  dice.chance(OPENS, email.content, 'opens') ? [{ does: 'open', after: hours(dice, 0.5, 30, email, 'open') }] : [];

const opens = (email: Email, dice: Dice): readonly Deed[] => [{ does: 'open', after: hours(dice, 0.3, 2, email, 'open') }];

const clients = Object.keys(mailClients) as [MailClient, ...MailClient[]];

/** The reader's mail program. */
const clientOf = (dice: Dice): MailClient => dice.pick(clients, 'client');

/** Reads everything, looks at prices twice, the second time on another day, and may reply to an offer to talk. */
const eager: Reading = (email, entry, dice) => {
  const prices = Object.entries(entry.links).find(([, link]) => 'page' in link && link.page === 'pricing')?.[0];
  const again = prices && ({ does: 'click', link: prices, after: hours(dice, 24, 30, email, 'again') } as const);
  const asksToTalk = entry.goal[0] === 'replied' && entry.goal.includes('booked');
  const writes = asksToTalk && dice.chance(0.4, 'writes');
  const text = 'Thanks. Could we talk about how it works for us? I am interested.';
  const reply = { does: 'reply', text, client: clientOf(dice) } as const;
  return [
    ...opens(email, dice),
    ...clicksMain(email, entry, dice),
    ...(again ? [again] : []),
    ...(writes ? [{ ...reply, after: hours(dice, 3, 12, email) }] : []),
  ];
};

/** Does what an email asks for, once. */
const triesOut: Reading = (email, entry, dice) => [...opens(email, dice), ...clicksMain(email, entry, dice)];

const asksForDemo: Reading = (email, entry, dice) => {
  const asks = { does: 'fillForm', form: 'demo', message: 'We would like to see it with our own data.' } as const;
  if (email.nth > 1) return [...opens(email, dice), ...(dice.chance(0.5, email.content) ? clicksMain(email, entry, dice) : [])];
  const click = hours(dice, 2, 10, email);
  return [
    ...opens(email, dice),
    ...clicksMain(email, entry, dice, click, click),
    { ...asks, after: click + hours(dice, 1, 6, email, 'form') },
  ];
};

/** Already talks with sales. */
const mild: Reading = (email, entry, dice) => [
  ...silent(email, entry, dice),
  ...(dice.chance(0.3, email.content, 'clicks') ? clicksMain(email, entry, dice) : []),
];

/** Is interested in the subject, but not in buying: reads what is far from a purchase. */
const lukewarm: Reading = (email, entry, dice) => {
  const later = answerLink(entry, 'later');
  if (later !== undefined) return [{ does: 'click', link: later, untilDays: 40, after: hours(dice, 4, 40, email) }];
  const clicks = { top: true, middle: dice.chance(0.15, email.content, 'clicks'), bottom: false }[entry.position];
  return [...silent(email, entry, dice), ...(clicks ? clicksMain(email, entry, dice, 6, 60) : [])];
};

/** The company's mail server follows every link before the reader sees the email. */
const scanned: Reading = (email, entry, dice) => [
  { does: 'scan', as: dice.pick(['office', 'browser'], 'scanner'), after: 0 },
  ...silent(email, entry, dice),
];

/** Silent, until an email asks for an answer. */
const says =
  (answer: AnswerKind, untilDays?: number): Reading =>
  (email, entry, dice) => {
    const link = answerLink(entry, answer);
    return link === undefined
      ? silent(email, entry, dice)
      : [...opens(email, dice), { does: 'click', link, after: hours(dice, 3, 30, email), untilDays }];
  };

/** Asks for a pause after the second email, and for emails as before after the next one. */
const pauses: Reading = (email, _, dice) => {
  const answer = ({ 2: 'pause', 3: 'resume' } as const)[email.nth];
  const chooses = answer ? [{ does: 'choose', answer, after: hours(dice, 2, 20, email) } as const] : [];
  return [...opens(email, dice), ...chooses];
};

const unsubscribes: Reading = (email, entry, dice) => {
  const enough = Math.floor(dice.between(1, 4, 'enough'));
  const how = dice.chance(0.5, 'how') ? 'page' : 'oneClick';
  return email.nth < enough
    ? silent(email, entry, dice)
    : [...opens(email, dice), { does: 'unsubscribe', how, after: hours(dice, 2, 20, email) }];
};

const complains: Reading = (email, entry, dice) =>
  email.nth < 2 ? silent(email, entry, dice) : [{ does: 'complain', after: hours(dice, 1, 10, email) }];

const bounces =
  (shape: BounceShape): Reading =>
  () => [{ does: 'bounce', shape, after: 0.1 }];

/** Replies to the second email, and is otherwise silent. */
const replies =
  (text: string): Reading =>
  (email, entry, dice) =>
    email.nth === 2
      ? [...opens(email, dice), { does: 'reply', text, client: clientOf(dice), after: hours(dice, 2, 20, email) }]
      : silent(email, entry, dice);

const awayStyles = Object.keys(awayNotes) as AwayStyle[];

/** Is away while the first emails arrive, and replies automatically in each style. */
const outOfOffice: Reading = (email, entry, dice) => {
  const style = awayStyles[email.nth - 1];
  return style ? [{ does: 'beAway', style, after: 0.05 }] : silent(email, entry, dice);
};

/** How people read. */
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
