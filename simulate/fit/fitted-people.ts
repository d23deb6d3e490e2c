import type { ContentEntry } from '../../content/entry.ts';
import type { Email } from '../audience/email.ts';
import { OPENS, type Reading } from '../audience/reading-parts.ts';
import { type PhonePart } from '../audience/phone-parts.ts';
import type { Dice } from '../dice.ts';
import { actSpec, answersOf, mainLink, pageLink, type Act } from './acts.ts';
import { standardFirstCalls, type Rates } from './rates.ts';
import { calledParts, firstCallOf } from './standard-rates.ts';

/**
 * How often one person does an act whose rate is known: people differ as in the beta-binomial model of C. Chatfield and G. Goodhardt
 * (Applied Statistics 19, 1970). With a beta distribution of shape 1, its quantile is a power, and its mean is the rate.
 * @param luck where the person stands among all, from 0 to 1
 */
export const propensity = (rate: number, luck: number): number => (rate >= 1 ? 1 : 1 - (1 - luck) ** (rate / (1 - rate)));

const texts = [
  'Thanks. Could we talk about how it works for us? I am interested.',
  'How long does it take to connect this to our own system? And what does it cost?',
  'Interesting, but not now. Please get in touch again after the summer.',
] as const;

/** People who react to emails as often as the rates say. */
export function fittedReading(rates: Rates, personaOf: (address: string) => string): Reading {
  return (email, entry, dice) => {
    const persona = personaOf(email.to);
    const rate = (act: Act): number => rates.of(act, entry.position, persona);
    const does = (act: Act): boolean =>
      actSpec(act).offeredBy(entry) &&
      dice.chance(propensity(rate(act), dice.fraction(actSpec(act).drive)), email.content, email.nth, act);
    const after = (act: Act): number => dice.between(2, 20, email.content, email.nth, act, 'hours');
    if (does('bounced')) return [{ does: 'bounce', shape: 'report', after: 0.1 }];
    const opens = dice.chance(OPENS, email.content, 'opens') ? [{ does: 'open', after: 1 } as const] : [];
    const leaves = does('optedOut');
    const goesOn =
      does('clicked') && dice.chance(Math.min(1, rate('actedThere') / rate('clicked')), email.content, email.nth, 'goes on');
    return [
      ...opens,
      ...(does('clicked') ? [{ does: 'click', link: mainLink(entry)!, after: after('clicked'), stops: !goesOn } as const] : []),
      ...(does('visited') ? [{ does: 'click', link: pageLink(entry)!, after: after('visited') } as const] : []),
      ...(does('answered')
        ? [{ does: 'click', link: answerOf(email, entry, dice), untilDays: 30, after: after('answered') } as const]
        : []),
      ...(does('replied')
        ? [{ does: 'reply', text: dice.pick(texts, email.content, 'text'), client: 'gmail', after: after('replied') } as const]
        : []),
      ...(does('askedForDemo')
        ? [{ does: 'fillForm', form: 'demo', message: 'We would like to see it.', after: after('askedForDemo') } as const]
        : []),
      ...(leaves ? [{ does: 'unsubscribe', how: 'oneClick', after: after('optedOut') } as const] : []),
    ];
  };
}

function answerOf({ content }: Email, entry: ContentEntry, dice: Dice): string {
  const [first, ...others] = answersOf(entry).map(({ name }) => name);
  return dice.pick([first!, ...others], content, 'answer');
}

/** A phone part whose first call has a result as often as the rates say. */
export function fittedPhone({ firstCalls }: Rates, dice: Dice): PhonePart {
  const weights = calledParts.map((part) => {
    const says = firstCallOf(part);
    return { part, weight: firstCalls[says]! / standardFirstCalls[says]! };
  });
  let left = dice.fraction('phone') * weights.reduce((sum, { weight }) => sum + weight, 0);
  return (weights.find(({ weight }) => (left -= weight) < 0) ?? weights.at(-1)!).part;
}
