import { codeInWords } from '../text/code-in-words.ts';
import { minuteInWords, sentence } from '../text/words.ts';
import type { SendingPolicy } from './sending-policy.ts';

/** Why a message waits: the rule, in words with its numbers. Another code is the reason itself, such as a hold. */
const rules: Readonly<Record<string, (sending: SendingPolicy) => string>> = {
  queued: () => 'its turn in the queue',
  frequency: ({ gap, mostPerWeek }) => `the caps: ${gap} between two emails, at most ${mostPerWeek} in seven days`,
  sendWindow: ({ window: { from, to } }) => `the hours in which the lead gets emails: ${from} to ${to} there, on working days`,
  rate: () => 'the rate at which we send',
  busy: () => 'another worker has it',
  unanswered: () => 'a person, who must answer the lead first',
  inSales: () => 'sales, who work on the lead now',
  safeMode: () => 'safe mode, after a restore',
  connection: () => 'the email server, which did not answer',
  timeout: () => 'the email server, which was too slow',
  temporary: () => 'the email server, which said "try later"',
  overLimit: () => 'the limit of our email server',
  breakerOpen: () => 'the email server, which fails',
};

export interface PutOff {
  readonly because: string;
  readonly until: number | null;
}

/** Why a message waits, and until when: the rule with its numbers. */
export const putOffInWords = ({ because, until }: PutOff, sending: SendingPolicy): string =>
  sentence(
    Object.hasOwn(rules, because) ? rules[because]!(sending) : codeInWords(because),
    until !== null && `, until ${minuteInWords(until)}`,
  );
