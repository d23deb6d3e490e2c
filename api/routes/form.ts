import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { campaignByName } from '../../db/campaigns.ts';
import { capture, type Captured } from '../capture.ts';
import type { ApiDeps } from '../context.ts';
import type { LeadField } from '../import/fields.ts';
import { proposeMapping } from '../import/propose-mapping.ts';
import { asRefusal, Refusal } from '../refusal.ts';
import { consentBases } from '../../domain/consent.ts';
import { sendPage } from './signed-link.ts';

/** People don't see this field; who fills it in is a machine. */
const HONEYPOT_FIELD = 'website_url';

/** What visitors may say about themselves. What we may do with it is not theirs to set. */
const theirs: readonly LeadField[] = [
  'email',
  'firstName',
  'lastName',
  'name',
  'title',
  'phone',
  'company',
  'domain',
  'size',
  'industry',
  'country',
  'state',
];

const body = z.record(z.string(), z.coerce.string().max(5_000));
const query = z.object({ campaign: z.string().optional(), source: z.string().max(100).optional() });

/**
 * `POST /f/:form`: somebody filled in a form, as JSON or as a browser sends it. `?campaign=` names the campaign that they
 * enter. An `Idempotency-Key` (a UUID) makes it safe to send again.
 */
export const formRoute = (app: FastifyInstance, deps: ApiDeps): void => {
  // Forms stand on other sites than ours.
  app.addHook(
    'onRequest',
    async (_, reply) =>
      void reply.headers({ 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type, idempotency-key' }),
  );
  app.options('/f/:form', async (_, reply) => await reply.code(204).send());
  app.post<{ Params: { form: string } }>('/f/:form', async (request, reply) => {
    try {
      const captured = await take(deps, request);
      await thank(request, reply, captured);
    } catch (error) {
      const refusal = asRefusal(error);
      if (!refusal) throw error;
      await reply.code(refusal.data.code.endsWith('Unknown') ? 404 : 400).send({ ...refusal.data, message: refusal.message });
    }
  });
};

async function take(deps: ApiDeps, request: FastifyRequest<{ Params: { form: string } }>): Promise<Captured | undefined> {
  const name = request.params.form;
  const form = Object.hasOwn(deps.settings.forms, name) ? deps.settings.forms[name] : undefined;
  if (!form)
    throw new Refusal('NOT_FOUND', `There is no form "${name}".`, {
      code: 'formUnknown',
      value: name,
      todo: `Forms: ${Object.keys(deps.settings.forms).join(', ')}.`,
    });
  const given = body.safeParse(request.body ?? {});
  const asked = query.safeParse(request.query);
  if (!given.success || !asked.success)
    throw new Refusal('BAD_REQUEST', 'The form is not readable.', {
      code: 'formInvalid',
      todo: 'Send its fields as texts, as JSON or urlencoded.',
    });
  const { [HONEYPOT_FIELD]: trap, message, ...fields } = given.data;
  if (trap) return undefined;
  const campaign = asked.data.campaign === undefined ? undefined : await campaignOf(deps, asked.data.campaign);
  const { mapping } = proposeMapping(Object.keys(fields), []);
  const lead = Object.fromEntries(
    theirs.flatMap((field) => (mapping[field] === undefined ? [] : [[field, fields[mapping[field]] ?? '']])),
  );
  const agreed = !consentBases[form.basis].needsConfirmation || isYes(mapping.consentBasis && fields[mapping.consentBasis]);
  const key = z.uuid().safeParse(request.headers['idempotency-key']);
  return await capture(deps, {
    lead,
    by: 'claim',
    source: asked.data.source ?? `form/${name}`,
    consentBasis: agreed ? form.basis : 'none',
    engagement: { id: key.success ? key.data : deps.newId(), kind: form.counts, verdict: 'human', words: message },
    campaign,
  });
}

async function campaignOf({ db }: ApiDeps, name: string): Promise<{ id: string; program: string }> {
  const campaign = await campaignByName(db, name);
  if (!campaign)
    throw new Refusal('NOT_FOUND', `There is no campaign "${name}".`, {
      code: 'campaignUnknown',
      value: name,
      todo: 'Launch it, or correct the address of the form.',
    });
  return campaign;
}

const isYes = (text: string | undefined): boolean => /^(on|yes|true|1)$/i.test(text ?? '');

/** A machine that fell into the trap is thanked like anybody. */
async function thank({ headers }: FastifyRequest, reply: FastifyReply, captured: Captured | undefined): Promise<void> {
  if (/json/.test(`${headers['content-type']} ${headers.accept}`))
    await reply.code(202).send({ status: 'received', ...(captured?.notEnrolled && { notEnrolled: captured.notEnrolled }) });
  else await sendPage(reply, 200, 'Thank you', 'We have got your message.');
}
