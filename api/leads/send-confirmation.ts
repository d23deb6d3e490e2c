import { despiteClashes } from '../../db/clash.ts';
import { forbidsAsking } from '../../db/contact/confirmation-emails.ts';
import { lockWaiting, renewRequest } from '../../db/contact/confirmations.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import type { Trx } from '../../db/database.ts';
import { recordEvents } from '../../db/leads/lead-events.ts';
import { leadByAddress, leadById } from '../../db/leads/leads.ts';
import { patience } from '../../domain/contact/confirmation.ts';
import { consentsLack, noConsentReasons } from '../../domain/contact/consent.ts';
import { standardForms } from '../../domain/lead/form.ts';
import { codeInWords } from '../../domain/text/code-in-words.ts';
import { dayInWords, minuteInWords } from '../../domain/text/words.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { notFound, Refusal } from '../procedures/refusal.ts';
import { ask } from './ask.ts';

/** A request, or a lead whose latest request is meant. */
type Which = { readonly id: string } | { readonly leadId: string };

/** Whom to ask, and what schedules the email. */
interface Asked {
  readonly email: string;
  readonly emailKey: string;
  readonly source: string;
  /** When they last asked themselves; only a later no forbids asking. */
  readonly askedAt?: Date;
  /** @returns the instant from which they may be asked, if that is not now */
  readonly send: () => Promise<Instant | undefined>;
}

/**
 * Asks the owner of an address once more to confirm.
 * @throws Refusal if nothing awaits their confirmation, if they said no, or if they were asked recently or too often
 */
export async function sendConfirmation(deps: ApiDeps, by: string, which: Which) {
  const at = deps.clock.now();
  const save = async (trx: Trx): Promise<string> => {
    const { email, emailKey, source, send, ...asked } = await toAsk(trx, deps, which, at);
    const no = await forbidsAsking(trx, { email, emailKey, ...asked }, at);
    if (no !== undefined)
      throw new Refusal('CONFLICT', `${email} may not be asked to confirm: ${codeInWords(no)}.`, {
        code: 'mayNotAsk',
        value: no,
        todo: 'Do not contact them. They can ask for emails by filling in a form.',
      });
    const again = await send();
    if (again !== undefined)
      throw new Refusal('CONFLICT', `${email} was asked recently, will be reminded soon, or has been asked often enough.`, {
        code: 'askedRecently',
        value: email,
        todo: `Ask again after ${minuteInWords(again)}.`,
      });
    const lead = await leadByAddress(trx, emailKey);
    if (lead) await recordEvents(trx, [{ leadId: lead.id, at, by, kind: 'askedAgain', data: { source } }]);
    return email;
  };
  const email = await despiteClashes(() => deps.db.transaction().execute(save));
  const until = dayInWords(at + patience.expiresAfter);
  return { email, next: `They will get an email within a minute, and can confirm by its link until ${until}.` };
}

/** @throws Refusal if nothing awaits a confirmation */
async function toAsk(trx: Trx, deps: ApiDeps, which: Which, at: Instant): Promise<Asked> {
  const lead = 'leadId' in which ? await leadById(trx, which.leadId) : undefined;
  if ('leadId' in which && !lead) throw notFound('lead', which.leadId);
  const waiting = await lockWaiting(trx, 'id' in which ? which : { emailKey: lead!.emailKey }, at);
  if (waiting) return { ...waiting, send: async () => await renewRequest(trx, waiting, at) };
  if (lead) return await unconfirmedOptIn(trx, deps, lead, at);
  throw new Refusal('NOT_FOUND', 'No request with this id is waiting for a confirmation.', {
    code: 'requestUnknown',
    todo: 'See which ones are waiting (consents.pending). A request ends after two weeks; then the person has to fill in a form again.',
  });
}

/** The opt-in of a lead that came in without a confirmation: their consent from a list, or one whose request is over. */
async function unconfirmedOptIn(
  trx: Trx,
  deps: ApiDeps,
  { id, email, emailKey }: { readonly id: string; readonly email: string; readonly emailKey: string },
  at: Instant,
): Promise<Asked> {
  const { bases } = deps.policy.consent;
  const { consents } = await permissionsOf(trx, id);
  const lack = consentsLack(deps.policy.consent, consents, 'marketing', at);
  const given = consents.findLast(({ basis, confirmedAt }) => bases[basis].needsConfirmation && confirmedAt === undefined);
  if (lack !== 'consentUnconfirmed' || !given)
    throw new Refusal('CONFLICT', `No request of ${email} is waiting for a confirmation.`, {
      code: 'nothingToConfirm',
      value: lack,
      todo: lack === undefined ? 'They have already agreed to get emails.' : noConsentReasons[lack].wayOut,
    });
  const { source, basis } = given;
  const { asks: askedFor, wording } = standardForms.newsletter;
  const request = { id: deps.newId(), email, source, basis, askedFor, wording, visitor: {}, claim: { fields: {} } };
  return { email, emailKey, source, send: async () => await ask(trx, deps, request) };
}
