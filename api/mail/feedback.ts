import { addressesIn } from './addresses.ts';
import { groupsOfFields, keywordOf, type Fields } from './fields.ts';
import type { Message } from './parse-message.ts';

export interface FeedbackSpec {
  readonly label: string;
  /** The engagement of the recipient that it records. */
  readonly counts?: 'complained' | 'unsubscribed';
}

/** What a recipient's provider can report about one of our emails, and what it means. */
export const feedbackTypes = {
  'abuse': { label: 'reported it as spam', counts: 'complained' },
  'fraud': { label: 'reported it as fraud', counts: 'complained' },
  'virus': { label: 'found a virus in it', counts: 'complained' },
  'opt-out': { label: 'wants no more emails', counts: 'unsubscribed' },
  'opt-out-list': { label: 'wants no more emails', counts: 'unsubscribed' },
  'not-spam': { label: 'reported it as not spam' },
  'auth-failure': { label: 'our signature was invalid' },
  'miscategorized': { label: 'it was in the wrong folder' },
  'other': { label: 'something else' },
} as const satisfies Record<string, FeedbackSpec>; // prettier-ignore

export type FeedbackType = keyof typeof feedbackTypes;

export interface Feedback {
  readonly type: FeedbackType;
  /** Our envelope address and the recipient, as far as the report names them. */
  readonly addresses: readonly string[];
}

/** Hotmail sends complaints without a report: our email, with a header of its own in front. */
const complained = /^x-hmxmroriginalrecipient:/im;

/** Reads a complaint in any form; undefined for any other message. */
export function readComplaint({ parts }: Message): Feedback | undefined {
  const report = parts.filter(({ type }) => type === 'message/feedback-report').map(({ text }) => text);
  if (report.length > 0) return readFeedback(report.join('\n\n'));
  const copy = parts.find(({ type, text }) => type === 'message/rfc822' && complained.test(text.slice(0, 5_000)));
  if (!copy) return undefined;
  const recipient = /^x-hmxmroriginalrecipient:[ \t]{0,5}(.{1,320})/im.exec(copy.text.slice(0, 5_000))?.[1];
  return { type: 'abuse', addresses: addressesIn(recipient) };
}

/** Reads a part message/feedback-report (RFC 5965, RFC 6430). Unknown types become `other`. */
function readFeedback(text: string): Feedback {
  const fields: Fields = new Map(groupsOfFields(text).flatMap((group) => [...group]));
  const word = keywordOf(fields, 'feedback-type').split(/\s/)[0] ?? '';
  const type = Object.hasOwn(feedbackTypes, word) ? (word as FeedbackType) : 'other';
  const named = ['original-mail-from', 'original-rcpt-to', 'removal-recipient'].flatMap((name) => fields.get(name) ?? []);
  return { type, addresses: named.flatMap(addressesIn) };
}
