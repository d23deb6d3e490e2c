import type { AnswerKind } from '../../domain/scoring/engagement.ts';
import { own } from '../../domain/text/own.ts';
import type { Dice } from '../dice.ts';
import { awayNotes, type AwayStyle } from './away-notes.ts';
import type { BounceShape } from './bounces.ts';
import type { Deed } from './deed.ts';
import type { Letter } from './letter.ts';
import { mailClients, type MailClient } from './mail-clients.ts';

/** How somebody reads: what they do about a mail. Pure: the dice are this reader's, and fall the same for the same mail. */
type Reading = (letter: Letter, dice: Dice) => readonly Deed[];

const hours = (dice: Dice, from: number, to: number, { content }: Letter, ...words: readonly string[]): number =>
  dice.between(from, to, content, 'hours', ...words);

/** The link that each mail is there for. */
const mainLink: Readonly<Record<string, string>> = {
  'market-guide': 'guide', 'common-mistakes': 'log', 'buyers-checklist': 'checklist', 'carrier-view': 'report',
  'customer-case': 'pricing', 'how-to': 'calculator', 'follow-us': 'webinar', 'integration-day': 'session',
  'free-trial': 'trial', 'trial-reminder': 'trial', 'trial-help': 'setup', 'trial-activated': 'review',
  consultation: 'book', 'business-case': 'book', goodbye: 'stay',
}; // prettier-ignore

const clicksMain = (letter: Letter, dice: Dice, from = 2, to = 20): readonly Deed[] => {
  const link = own(mainLink, letter.content);
  return link === undefined ? [] : [{ does: 'click', link, after: hours(dice, from, to, letter) }];
};

/** Opens now and then, and does nothing else. */
const silent: Reading = (letter, dice) =>
  dice.chance(0.45, letter.content, 'opens') ? [{ does: 'open', after: hours(dice, 0.5, 30, letter, 'open') }] : [];

const opens = (letter: Letter, dice: Dice): readonly Deed[] => [{ does: 'open', after: hours(dice, 0.3, 2, letter, 'open') }];

const clients = Object.keys(mailClients) as [MailClient, ...MailClient[]];

/** The mail program that somebody has. */
const clientOf = (dice: Dice): MailClient => dice.pick(clients, 'client');

/** Reads everything, and looks at prices twice: the second time on another day. */
const eager: Reading = (letter, dice) => {
  const again =
    letter.content === 'customer-case'
      ? [{ does: 'click', link: 'pricing', after: hours(dice, 24, 30, letter, 'again') } as const]
      : [];
  const writes = letter.content === 'introduction' && dice.chance(0.4, 'writes');
  const text = 'Thanks. Could we talk about how it works with our carriers? I am interested.';
  const reply = { does: 'reply', text, client: clientOf(dice) } as const;
  return [
    ...opens(letter, dice),
    ...clicksMain(letter, dice),
    ...again,
    ...(writes ? [{ ...reply, after: hours(dice, 3, 12, letter) }] : []),
  ];
};

/** Does what a mail asks for once, and no more. */
const triesOut: Reading = (letter, dice) => [...opens(letter, dice), ...clicksMain(letter, dice)];

const asksForDemo: Reading = (letter, dice) => {
  const asks = { does: 'fillForm', form: 'demo', message: 'We would like to see it with our own docks.' } as const;
  if (letter.nth > 1) return [...opens(letter, dice), ...(dice.chance(0.5, letter.content) ? clicksMain(letter, dice) : [])];
  const click = hours(dice, 2, 10, letter);
  return [
    ...opens(letter, dice),
    ...clicksMain(letter, dice, click, click),
    { ...asks, after: click + hours(dice, 1, 6, letter, 'form') },
  ];
};

/** Somebody who talks with sales already. */
const mild: Reading = (letter, dice) => [
  ...silent(letter, dice),
  ...(dice.chance(0.3, letter.content, 'clicks') ? clicksMain(letter, dice) : []),
];

/** Interested in the subject, not in buying. */
const lukewarm: Reading = (letter, dice) => {
  const reads: readonly string[] = ['market-guide', 'customer-case'];
  if (letter.content === 'is-this-still-useful')
    return [{ does: 'click', link: 'later', untilDays: 40, after: hours(dice, 4, 40, letter) }];
  const clicks = reads.includes(letter.content) || dice.chance(0.15, letter.content, 'clicks');
  const tempts = letter.content === 'free-trial' || letter.content === 'trial-reminder';
  return [...silent(letter, dice), ...(clicks && !tempts ? clicksMain(letter, dice, 6, 60) : [])];
};

/** Their company's mail server looks at every link before they see the mail. */
const scanned: Reading = (letter, dice) => [
  { does: 'scan', as: dice.pick(['office', 'browser'], 'scanner'), after: 0 },
  ...silent(letter, dice),
];

/** Silent, until somebody asks whether that is useful. */
const says =
  (link: AnswerKind, untilDays?: number): Reading =>
  (letter, dice) =>
    letter.content === 'is-this-still-useful'
      ? [...opens(letter, dice), { does: 'click', link, after: hours(dice, 3, 30, letter), ...(untilDays && { untilDays }) }]
      : silent(letter, dice);

/** Asks for a pause after the second email, and for emails as before after the first one that comes then. */
const pauses: Reading = (letter, dice) => {
  const answer = ({ 2: 'pause', 3: 'resume' } as const)[letter.nth];
  const chooses = answer ? [{ does: 'choose', answer, after: hours(dice, 2, 20, letter) } as const] : [];
  return [...opens(letter, dice), ...chooses];
};

const unsubscribes: Reading = (letter, dice) => {
  const enough = Math.floor(dice.between(1, 4, 'enough'));
  const how = dice.chance(0.5, 'how') ? 'page' : 'oneClick';
  return letter.nth < enough
    ? silent(letter, dice)
    : [...opens(letter, dice), { does: 'unsubscribe', how, after: hours(dice, 2, 20, letter) }];
};

const complains: Reading = (letter, dice) =>
  letter.nth < 2 ? silent(letter, dice) : [{ does: 'complain', after: hours(dice, 1, 10, letter) }];

const bounces =
  (shape: BounceShape): Reading =>
  () => [{ does: 'bounce', shape, after: 0.1 }];

/** Writes back to the second mail, and is silent besides. */
const replies =
  (text: string): Reading =>
  (letter, dice) =>
    letter.nth === 2
      ? [...opens(letter, dice), { does: 'reply', text, client: clientOf(dice), after: hours(dice, 2, 20, letter) }]
      : silent(letter, dice);

const awayStyles = Object.keys(awayNotes) as AwayStyle[];

/** Away while the first mails come, and answered for in every style there is. */
const outOfOffice: Reading = (letter, dice) => {
  const style = awayStyles[letter.nth - 1];
  return style ? [{ does: 'beAway', style, after: 0.05 }] : silent(letter, dice);
};

/** The ways of reading that the people of the demo have. */
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
  asksQuestion: replies('How long does it take to connect this to our warehouse system? And what does it cost?'),
  repliesLater: replies('Interesting, but not now. Please get in touch again after the summer.'),
  repliesStop: replies('Please stop sending me these mails. Unsubscribe me.'),
  repliesOddly: replies('Forwarded to the colleague on the second floor, see the note of Tuesday.'),
  outOfOffice,
} as const satisfies Record<string, Reading>;

export type ReadingPart = keyof typeof readingParts;
