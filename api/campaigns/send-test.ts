import { ContentMissing } from '../../content/errors.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest, Refusal } from '../procedures/refusal.ts';
import { knownCampaign } from './known-campaign.ts';

interface TestOrder {
  readonly campaignId: string;
  readonly to: string;
  /** Which email, for a campaign of a program. */
  readonly email?: string | undefined;
}

/** Sends an email of a campaign to somebody as a test. @throws Refusal if the email server does not take it */
export async function sendTest(deps: ApiDeps, { campaignId, to, email }: TestOrder): Promise<{ email: string; next: string }> {
  const { content } = await knownCampaign(deps, campaignId);
  const id = email ?? content;
  if (id === null) throw badRequest('emailMissing', 'The program has several emails.', undefined, 'Say which one in email.');
  return await sendTestOf(deps, { id, to });
}

/** Sends an email to somebody as a test. @throws Refusal if the email server does not take it */
export async function sendTestOf(
  deps: Pick<ApiDeps, 'settings' | 'sendTest'>,
  { id, to }: { readonly id: string; readonly to: string },
): Promise<{ email: string; next: string }> {
  const emails = Object.keys(deps.settings.content);
  if (!Object.hasOwn(deps.settings.content, id)) throw new ContentMissing(id, emails);
  if (!deps.sendTest) throw new Refusal('SERVICE_UNAVAILABLE', 'This API has no email server.', { code: 'noEmailServer' });
  const outcome = await deps.sendTest({ email: id, to });
  if (outcome.state === 'accepted')
    return { email: id, next: `The email server accepted "${id}" for ${to}, with "[Test]" before its subject.` };
  const why = 'because' in outcome ? outcome.because : outcome.blame;
  throw new Refusal('BAD_GATEWAY', `The email server did not accept it: ${outcome.state} (${why}).`, { code: why });
}
