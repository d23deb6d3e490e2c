import { example } from '../support/example.ts';
import { describe, expect, it } from 'vitest';
import type { ContentEntry } from '../../content/entry.ts';
import { diceOf } from '../../simulate/dice.ts';
import { answerKinds } from '../../domain/scoring/engagement.ts';
import { castOf } from '../../simulate/audience/cast.ts';
import { awayNotes } from '../../simulate/audience/away-notes.ts';
import { bounceShapes } from '../../simulate/audience/bounces.ts';
import type { Deed } from '../../simulate/audience/deed.ts';
import type { Email } from '../../simulate/audience/email.ts';
import { mailClients } from '../../simulate/audience/mail-clients.ts';
import { readEmail, type InboxMail } from '../../simulate/audience/read-email.ts';
import { readingParts, type ReadingPart } from '../../simulate/audience/reading-parts.ts';
import { makeRows } from '../../demo/people/make-people.ts';
import { createLinkSigner } from '../../content/link-signer.ts';

const rows = makeRows();
const emailOf = (content: string, to: string, nth = 1): Email => ({
  content,
  track: 'educate',
  at: 0,
  nth,
  to,
  from: 'hello@baywright.example',
  replyTo: 'hello@baywright.example',
  subject: 'A subject',
  messageId: '<1@baywright.example>',
  envelopeFrom: 'b-1@baywright.example',
  links: {},
  addresses: [],
  text: '',
  html: '',
});

/** What somebody does about every content there is. */
function lifeOf(email: string, seed: number) {
  const { reading, dice } = castOf(rows, seed).member(email);
  return Object.keys(example.content).map((content, n) =>
    readingParts[reading](emailOf(content, email, n + 1), example.content[content]!.entry, dice),
  );
}

describe('the audience', () => {
  const emails = rows.map(({ person }) => person.email);

  it('behaves the same for the same seed, and otherwise for another one', () => {
    const everybody = (seed: number) => emails.map((email) => lifeOf(email, seed));
    expect(everybody(1)).toEqual(everybody(1));
    expect(everybody(2)).not.toEqual(everybody(1));
  });

  it('clicks only on links that the content has', () => {
    for (const email of emails) {
      const { reading, dice } = castOf(rows, 3).member(email);
      for (const content of Object.keys(example.content))
        for (let nth = 1; nth < 5; nth++)
          for (const deed of readingParts[reading](emailOf(content, email, nth), example.content[content]!.entry, dice))
            if (deed.does === 'click') expect(Object.keys(example.content[content]!.entry.links)).toContain(deed.link);
    }
  });

  it('does nothing before the mail is there', () => {
    for (const email of emails) for (const deed of lifeOf(email, 4).flat()) expect(deed.after).toBeGreaterThanOrEqual(0);
  });

  const deeds = emails.flatMap((email) =>
    [1, 2, 3, 4].flatMap((nth) => {
      const { reading, dice } = castOf(rows, 1).member(email);
      return Object.keys(example.content).flatMap((content) =>
        readingParts[reading](emailOf(content, email, nth), example.content[content]!.entry, dice),
      );
    }),
  );

  it('writes with every mail program, is away in every style, comes back in every shape, and is scanned under both names', () => {
    const seen = (does: Deed['does'], how: string) =>
      new Set(deeds.filter((deed) => deed.does === does).map((deed) => (deed as unknown as Record<string, string>)[how]));
    expect(seen('reply', 'client')).toEqual(new Set(Object.keys(mailClients)));
    expect(seen('beAway', 'style')).toEqual(new Set(Object.keys(awayNotes)));
    expect(seen('bounce', 'shape')).toEqual(new Set(Object.keys(bounceShapes)));
    expect(seen('scan', 'as')).toEqual(new Set(['office', 'browser']));
  });

  it('gives every answer, and does everything that a reader can do, at least once', () => {
    expect(new Set(deeds.map(({ does }) => does))).toEqual(
      new Set(['open', 'click', 'choose', 'unsubscribe', 'reply', 'beAway', 'fillForm', 'complain', 'bounce', 'scan']),
    );
    const clicked = new Set(
      deeds.flatMap((deed) => (deed.does === 'click' ? [deed.link] : deed.does === 'choose' ? [deed.answer] : [])),
    );
    for (const answer of Object.keys(answerKinds)) expect(clicked).toContain(answer);
  });

  it('has a part for addresses that it never heard of, the same one each time', () => {
    const part = castOf([], 5).member('somebody@elsewhere.example').part;
    expect(castOf([], 5).member(' Somebody@Elsewhere.example ').part).toBe(part);
    const parts = new Set(Array.from({ length: 200 }, (_, n) => castOf([], 5).member(`n${n}@elsewhere.example`).part));
    expect(parts.size).toBeGreaterThan(10);
  });
});

describe('an email of any app', () => {
  const entry: ContentEntry = {
    ...example.content['customer-case']!.entry,
    goal: ['attended'],
    links: {
      about: { url: 'https://www.example.com/about', counts: 'clicked' },
      seat: { url: 'https://www.example.com/seat', counts: 'clicked', intends: 'attended' },
      never: { answer: 'notRelevant', counts: 'answered' },
    },
  };
  const clicks = (part: ReadingPart, email: ContentEntry) =>
    readingParts[part](emailOf('an-email', 'ann@example.com'), email, diceOf(1)).flatMap((deed) =>
      deed.does === 'click' ? [deed.link] : [],
    );

  it('is clicked where it leads to its goal, else at its first link, and not at all when a rep wants a reply', () => {
    expect(clicks('triesOut', entry)).toEqual(['seat']);
    expect(clicks('triesOut', { ...entry, goal: ['downloaded'] })).toEqual(['about']);
    expect(clicks('triesOut', { ...entry, from: 'rep' })).toEqual([]);
  });

  it('gets the answer that it asks for, by the link that gives it', () => {
    expect(clicks('saysNotRelevant', entry)).toEqual(['never']);
    expect(clicks('saysWrongTopic', entry)).toEqual([]);
  });

  it('is read by somebody lukewarm when it is far from a purchase', () => {
    expect(clicks('lukewarm', { ...entry, position: 'top' })).toEqual(['seat']);
    expect(clicks('lukewarm', { ...entry, position: 'bottom' })).toEqual([]);
  });
});

describe('reading an email', () => {
  const links = createLinkSigner('a secret of at least thirty-two letters', 'https://go.example.com', { now: () => 0 });
  const key = '01a2007f-76bc-7034-ac22-604231cd6c40/1/1';
  const mail: InboxMail = {
    id: 1,
    at: 1000,
    envelope: { from: 'b-1@baywright.example', to: ['ann@example.com'] },
    subject: 'Should we stop?',
    messageId: '<1@baywright.example>',
    headers: [
      { name: 'from', value: 'Baywright <hello@baywright.example>' },
      { name: 'feedback-id', value: 'campaign:is-this-still-useful:reEngage:trellis' },
      { name: 'list-unsubscribe', value: `<${links.sign('unsubscribe', key)}>` },
    ],
    text: 'Should we stop?',
    html: `<img src="${links.sign('open', key)}" width="1">`,
    links: [
      { url: links.sign('answer', key, 'later'), text: 'Later' },
      { url: links.sign('preferences', key), text: 'Choose' },
      { url: 'https://www.example.com/', text: 'Elsewhere' },
    ],
  };

  it('finds the links by their names, the way out, and the picture', () => {
    const email = readEmail(mail, 3);
    expect(email).toMatchObject({
      content: 'is-this-still-useful',
      track: 'reEngage',
      nth: 3,
      to: 'ann@example.com',
      replyTo: 'hello@baywright.example',
    });
    expect(email?.links).toEqual({ later: mail.links[0]?.url });
    expect(email?.unsubscribe).toBe(links.sign('unsubscribe', key));
    expect(email?.pixel).toBe(links.sign('open', key));
  });

  it('leaves a message alone that no program has sent', () => {
    expect(readEmail({ ...mail, headers: [] }, 1)).toBeUndefined();
  });
});
