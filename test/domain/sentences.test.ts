import { definePolicy } from '../../domain/policy/policy.ts';
import { codesInWords } from '../../domain/text/code-in-words.ts';
import { minuteInWords, withMinutes } from '../../domain/text/words.ts';
import { expect, test } from 'vitest';
import { eventInWords, leadEvents, type LeadEvent, type LeadEventKind } from '../../domain/lead/lead-events.ts';
import { journalInWords, journalKinds } from '../../domain/lead/journal-kinds.ts';

/** One event of each kind, as it is saved. */
const examples: { readonly [K in LeadEventKind]: Extract<LeadEvent, { kind: K }>['data'] } = {
  saved: { source: 'fair.csv', giver: 'system', isNew: false, changes: [{ field: 'firstName', before: null, after: 'Ann' }] },
  corrected: { changes: [{ field: 'title', before: 'Buyer', after: 'Chief Buyer' }] },
  referred: { to: 'bo@pier7.example' },
  askedAgain: { source: 'fair' },
  namedBy: { colleague: 'ann@pier7.example', isNew: true },
  merged: { other: 'ann@mail.example' },
  mergedInto: { other: 'ann@pier7.example' },
  unmerged: { other: 'ann@mail.example' },
  accountsMerged: { kept: 'Quay & Sons', dropped: 'Quay Ltd' },
  accountsUnmerged: { kept: 'Quay & Sons', dropped: 'Quay Ltd' },
  duplicate: { of: 'ann@pier7.example' },
  enrolled: { campaign: 'Spring', program: 'webinar', startsAt: Date.parse('2026-03-10T09:30:00Z') },
  notEnrolled: { campaign: 'Spring', because: 'consentExpired' },
  waitCancelled: { campaign: 'Autumn' },
  taskBecame: { from: 'acceptance', to: 'opportunity' },
  taskClosed: { kind: 'call', state: 'done', outcome: 'noAnswer' },
  taskReopened: { kind: 'call' },
  takenBack: { disposition: 'disqualified' },
  decided: { kind: 'call', decision: 'reassign', to: 'Sue Park' },
  leadTakenBack: { because: 'We have more to tell them' },
  dealOpened: { amount: 48_000, owner: 'Henrik', nextStep: 'a demo', closeAt: Date.parse('2026-06-01T00:00:00Z') },
  dealChanged: {
    before: 48_000,
    amount: 52_000,
    owner: 'Henrik',
    nextStep: 'an offer',
    closeAt: Date.parse('2026-06-01T00:00:00Z'),
  },
  dealClosed: { amount: 52_000, owner: 'Henrik', result: 'won' },
  dealPassedOn: { amount: 52_000, owner: 'Marta', had: 'Henrik' },
  owned: { rep: 'Henrik' },
  accountOwned: { account: 'Pier Seven', rep: null },
  accountCorrected: { account: 'Pier Seven', changes: [{ field: 'size', before: '8', after: '800' }] },
  erased: {},
  retried: {},
  moved: { track: 'connect' },
  doubtSettled: { content: 'guide', state: 'refused', because: 'reported' },
  mailAssigned: { kind: 'reply' },
  mailDismissed: {},
  textAssigned: { channel: 'sms' },
  stuck: { because: 'its code changed (newcomers, educate, step 1: email guide in the history, email tips in the code)' },
  wentOn: {},
  readmitted: { stage: 'mql' },
  repaired: { fault: 'open tasks that no program waits for', done: 'closed' },
};

test('each kind of event has a sentence of its own', () => {
  const sentences = Object.entries(examples).map(([kind, data]) => eventInWords({ kind, data } as LeadEvent, definePolicy()));
  expect(sentences).toMatchInlineSnapshot(`
    [
      "came again from fair.csv: first name – → "Ann"",
      "corrected: title "Buyer" → "Chief Buyer"",
      "is not the right contact: named bo@pier7.example",
      "asked once more to confirm the request (fair)",
      "named as the right contact by ann@pier7.example, and added",
      "is one person with ann@mail.example, whose emails, tasks and history are here from now on",
      "is one person with ann@pier7.example, who continues in its place",
      "is not one person with ann@mail.example: the merge was undone",
      "the account Quay Ltd is one company with Quay & Sons, whose people, tasks and deals are all there from now on",
      "the accounts Quay & Sons and Quay Ltd are two companies: their merge was undone",
      "has the same mailbox as ann@pier7.example, which continues in its place",
      "enrolled in "Spring" (webinar); starts on 2026-03-10 09:30 UTC",
      "not enrolled in "Spring": their consent has ended",
      "waits no longer for the campaign "Autumn"",
      "the acceptance task becomes: opportunity task",
      "call task done: no answer",
      "call task open again",
      "the report "Not a fit" was taken back",
      "the manager decided about the call task: another rep takes it over, to Sue Park",
      "marketing took the lead back: We have more to tell them",
      "opportunity over 48,000 of Henrik, expected on 2026-06-01: a demo",
      "opportunity was over 48,000, is over 52,000 of Henrik, expected on 2026-06-01: an offer",
      "opportunity over 52,000 of Henrik is won",
      "opportunity over 52,000 goes from Henrik to Marta",
      "belongs to Henrik from now on",
      "the account Pier Seven belongs to no rep any more",
      "the account Pier Seven was corrected: size "8" → "800"",
      "was erased on request: who they were and what they said is gone",
      "run again",
      "moved to the track connect",
      "guide was in doubt: it was refused, as the mail server reported",
      "got an email that waited for a decision (reply)",
      "an email that waited for a decision was dismissed",
      "got a text by sms that waited for a decision",
      "is stuck: its code changed (newcomers, educate, step 1: email guide in the history, email tips in the code)",
      "is no longer stuck",
      "is MQL again: its domain does take email",
      "the audit found it among open tasks that no program waits for: closed",
    ]
  `);
  expect(new Set(sentences).size).toBe(Object.keys(leadEvents).length);
});

test('each kind of line in a journal has a sentence of its own, without codes and instants', () => {
  const line = { from: 'educate', to: 'connect', reason: '2027-01-26T20:25:46.722Z' };
  const sentences = Object.keys(journalKinds).map((kind) =>
    journalInWords({ ...line, kind, reason: kind === 'rested' ? line.reason : 'demoRequested' }, definePolicy()),
  );
  expect(sentences).toMatchInlineSnapshot(`
    [
      "enters the track connect (asked for a demo)",
      "becomes connect (asked for a demo)",
      "rests until 2027-01-26 20:25 UTC, then the track connect",
      "ends as connect (asked for a demo)",
      "is parked in the track educate after an error (asked for a demo)",
      "continues in the track connect",
      "leaves the track educate for connect (asked for a demo)",
      "is connect as before",
      "gets the emails for a connect instead of those for a educate",
      "gets emails half as often (asked for a demo)",
      "connect is skipped (asked for a demo)",
      "note (educate → connect): asked for a demo",
    ]
  `);
  expect(new Set(sentences).size).toBe(sentences.length);
});

test('a line of an unknown kind has a sentence too', () => {
  expect(journalInWords({ kind: 'constructor', from: null, to: null, reason: 'why' }, definePolicy())).toBe(
    'the program noted something (why)',
  );
});

test('an abbreviation stays one within a sentence', () => {
  expect(codesInWords('mql; demoRequested')).toBe('MQL; asked for a demo');
});

test('each minute of a sentence can be said in another way, and nothing else of it', () => {
  const at = Date.parse('2026-03-10T14:30:00Z');
  const text = `Rests until ${minuteInWords(at)}, then ${minuteInWords(at + 60_000)}; "2026-03-10 14:30" stays.`;
  expect(withMinutes(text, (said) => `<${Date.parse(said) - at}>`)).toBe(
    'Rests until <0>, then <60000>; "2026-03-10 14:30" stays.',
  );
});
