/** Codes in words. */
const words: Readonly<Record<string, string>> = {
  noConsent: 'no consent basis',
  consentUnconfirmed: 'opt-in not confirmed',
  consentExpired: 'consent expired',
  optInNeeded: 'their law requires an opt-in',
  customer: 'works for a customer',
  competitor: 'works for a competitor',
  partner: 'works for a partner',
  unsubscribed: 'unsubscribed',
  bounced: 'the address does not exist',
  complained: 'complained of spam',
  doNotContact: 'asked not to be contacted',
  excludedAccount: 'an account that we do not contact',
  notRelevant: 'not relevant to them',
  paused: 'asked for a pause',
  alreadySent: 'was sent before',
};

export const inWords = (code: string): string =>
  words[code] ?? code.replace(/: (\w+)$/, (_, last: string) => `: ${words[last] ?? last}`);
