import { campaignsOf } from '../../db/campaigns/lead-enrolment.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { contactability } from '../../domain/contact/contactability.ts';
import { codeInWords } from '../../domain/text/code-in-words.ts';
import type { ApiDeps } from '../procedures/context.ts';
import type { Captured } from './take-in.ts';

/** What happens next to a lead that was added, in words. */
export async function whatFollows(
  deps: Pick<ApiDeps, 'db' | 'policy' | 'clock'>,
  { leadId, held, notAsked, notEnrolled }: Captured,
): Promise<string> {
  const campaigns = (await campaignsOf(deps.db, leadId)).map((name) => `"${name}"`);
  const noEmail = held ?? (await whyClosed(deps, leadId));
  return [
    noEmail === null ? undefined : `It may not get emails: ${codeInWords(noEmail)}.`,
    notAsked === undefined ? undefined : `It is not asked to confirm: ${codeInWords(notAsked)}.`,
    notEnrolled === undefined ? undefined : `It enters no campaign now: it ${notEnrolled}.`,
    campaigns.length === 0
      ? 'It is in no campaign: nothing happens until somebody puts it into one.'
      : `It is in ${campaigns.join(' and ')}.`,
    'Its story says what comes next.',
  ]
    .filter((line) => line !== undefined)
    .join(' ');
}

/** Why emails may not reach the lead; null if they may. */
async function whyClosed({ db, policy, clock }: Pick<ApiDeps, 'db' | 'policy' | 'clock'>, leadId: string) {
  const { consents, suppressions } = await permissionsOf(db, leadId);
  const email = contactability(policy.consent, consents, suppressions, 'email', clock.now());
  return email.may ? null : email.because;
}
