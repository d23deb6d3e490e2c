import { previewContent, samplesFrom } from '../../content/preview.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { accountById } from '../../db/accounts/account-people.ts';
import { leadById } from '../../db/leads/leads.ts';
import { touchOfLead } from '../../db/touches/sent-touch.ts';
import { validConsent } from '../../domain/contact/consent.ts';
import { putOffInWords } from '../../domain/contact/put-off.ts';
import { statesIn, touchStates } from '../../domain/contact/touch-states.ts';
import { codeInWords } from '../../domain/text/code-in-words.ts';
import { labelOf, own } from '../../domain/text/own.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { iso } from '../procedures/iso.ts';
import { notFound } from '../procedures/refusal.ts';

type Touch = NonNullable<Awaited<ReturnType<typeof touchOfLead>>>;

const waiting = new Set(statesIn(touchStates, 'waits'));

/**
 * A message as the lead got it, or would have got it, and why it went out or did not.
 * @throws Refusal if nothing with this key was for this lead
 */
export async function sentMessage(deps: ApiDeps, { leadId, touch: key }: { readonly leadId: string; readonly touch: string }) {
  const { db, policy } = deps;
  const touch = await touchOfLead(db, leadId, key);
  if (!touch) throw notFound('touch', key);
  const { content, channel, state, reason, persona, track, campaign, attempts, sentAt, dueAt, claimedAt, repName, smtpCode } =
    touch;
  const until = waiting.has(state) ? (dueAt?.getTime() ?? null) : null;
  return {
    content,
    channel,
    subject: touch.subject ?? undefined,
    persona: persona === null ? undefined : labelOf(policy.personas, persona),
    state,
    sentAt: iso(sentAt?.getTime()),
    ...(await textOf(deps, leadId, touch)),
    acts: touch.acts.map((kind) => labelOf(policy.engagements, kind)),
    why: {
      campaign: campaign ?? undefined,
      track,
      askedAt: iso(claimedAt.getTime()),
      attempts,
      from: repName ?? undefined,
      /** Why it waits or did not go out, with the rule and its numbers. */
      because:
        reason === null
          ? undefined
          : until === null
            ? codeInWords(reason)
            : putOffInWords({ because: reason, until }, policy.sending),
      until: iso(until ?? undefined),
      smtpCode: smtpCode ?? undefined,
    },
  };
}

/**
 * The text of a message. While its version is the present one, it is filled in with what is known of the lead now; an older version is
 * shown with its placeholders.
 */
async function textOf(deps: ApiDeps, leadId: string, { content, version, persona, text, repName, sentAt, claimedAt }: Touch) {
  const { db, policy, settings } = deps;
  const lead = await leadById(db, leadId);
  const present = own(settings.content, content);
  if (!lead || !present || version === null) return { text: text ?? undefined, isFilled: false };
  const { consents } = await permissionsOf(db, leadId);
  const account = lead.accountId === null ? undefined : await accountById(db, lead.accountId);
  const samples = samplesFrom(settings.company);
  const filled = previewContent(
    settings.content,
    content,
    persona !== null && Object.hasOwn(present.versions, persona) ? (persona as 'default') : 'default',
    {
      ...samples,
      lead: {
        firstName: lead.firstName,
        company: account?.name ?? null,
        timeZone: lead.zone,
        country: lead.country,
        fields: lead.fields,
      },
      consent: validConsent(policy.consent, consents, 'marketing', (sentAt ?? claimedAt).getTime()),
      rep: { ...samples.rep, ...(repName !== null && { name: repName, title: null, phone: null }) },
    },
    policy.fields,
  );
  return filled.version === version ? { text: filled.text, isFilled: true } : { text: text ?? undefined, isFilled: false };
}
