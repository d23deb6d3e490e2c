import { consentHistory } from '../../db/contact/consent-history.ts';
import { consentInWords } from '../leads/consent-history.ts';
import type { StorySource } from './source.ts';

/** What was requested in the name of the address, and what the lead agreed to and withdrew. */
export const consents: StorySource = async (db, leadId, { policy, now }) =>
  (await consentHistory(db, leadId, now))
    // Suppressions tell what was closed and reopened.
    .filter(({ event }) => event !== 'closed' && event !== 'reopened')
    .map((one) => ({ at: one.at.getTime(), about: 'consents', kind: one.event, text: consentInWords(policy.consent, one) }));
