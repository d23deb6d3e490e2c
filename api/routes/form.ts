import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { v5 } from 'uuid';
import { z } from 'zod';
import { campaignByName } from '../../db/campaigns.ts';
import { consentBases } from '../../domain/consent.ts';
import { closingOf } from '../../domain/engagement.ts';
import { matchingAddress } from '../../domain/address.ts';
import { ask, refuseFlood } from '../ask.ts';
import { capture } from '../capture.ts';
import type { ApiDeps } from '../context.ts';
import { readForm, type FilledForm } from '../form-fields.ts';
import { storable } from '../import/cell-text.ts';
import { asRefusal, badRequest, Refusal } from '../refusal.ts';
import type { FormSpec } from '../settings.ts';
import { sendPage } from './signed-link.ts';
import { visitorOf } from './visitor.ts';

/** A form with a long message. */
const LARGEST_FORM = 64 * 1024;

type Filled = FastifyRequest<{ Params: { form: string } }>;

/**
 * `POST /f/:form`: somebody filled in a form, as JSON or as a browser sends it. Nothing of it counts before the owner of the
 * address has confirmed it, by the link in an email; the answer is the same for everybody. `?campaign=` names the campaign that
 * they enter then. An `Idempotency-Key` (a UUID) makes it safe to send again.
 */
export const formRoute = (app: FastifyInstance, deps: ApiDeps): void => {
  // Forms stand on other sites than ours.
  app.addHook(
    'onRequest',
    async (_, reply) =>
      void reply.headers({ 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type, idempotency-key' }),
  );
  app.options('/f/:form', async (_, reply) => await reply.code(204).send());
  app.post<{ Params: { form: string } }>('/f/:form', { bodyLimit: LARGEST_FORM }, async (request, reply) => {
    await take(deps, request);
    await thank(request, reply);
  });
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const refusal = asRefusal(error);
    const { code, ...said } = { ...(refusal?.data ?? { code: error.code }), message: error.message };
    const status = refusal ? (statuses[code] ?? 400) : (error.statusCode ?? 500);
    if (status >= 500) throw error;
    if (status === 429) void reply.header('retry-after', '3600');
    if (speaksJson(request)) await reply.code(status).send({ code, ...said });
    else await sendPage(reply, status, ...(toVisitors[code] ?? brokenForm));
  });
};

const statuses: Readonly<Record<string, number>> = { formUnknown: 404, tooManyRequests: 429 };

/** What somebody in a browser reads, where they can do something about it. */
const toVisitors: Readonly<Record<string, readonly [title: string, text: string]>> = {
  consentMissing: ['Your yes is missing', 'Go back, tick the box, and send the form again.'],
  leadInvalid: ['This is no email address', 'Go back, correct the address, and send the form again.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['Your message is too long', 'Go back, shorten it, and send the form again.'],
  tooManyRequests: ['Too many forms came from here', 'Try again in an hour.'],
};
const brokenForm = ['This form does not work', 'It is not your fault. Write us an email instead.'] as const;

// Any constant will do: the same key for the same address and form gives the same request.
const REQUEST = '7f1a52a4-0f0b-4b57-9d53-0c8f2c1b9e61';

async function take(deps: ApiDeps, request: Filled): Promise<void> {
  const name = request.params.form;
  const form = formOf(deps, name);
  const filled = readForm(request.body);
  if (!filled)
    throw badRequest('formInvalid', 'The form is not readable.', undefined, 'Send its fields as texts, as JSON or urlencoded.');
  if (filled.isMachine) return;
  // For what needs a consent of its own, the form has a tick; without it there is nothing to ask.
  if (consentBases[form.basis].needsConfirmation && !filled.agrees)
    throw badRequest(
      'consentMissing',
      `This form needs a yes to: "${form.wording}"`,
      undefined,
      'Send it in the field "consent".',
    );
  const visitor = visitorOf(request);
  await refuseFlood(deps, visitor);
  const source = `form/${name}`;
  const key = z.uuid().safeParse(request.headers['idempotency-key']);
  const id = key.success ? v5(`${key.data} ${source} ${matchingAddress(filled.email)}`, REQUEST) : deps.newId();
  if (closingOf({ kind: form.counts, at: deps.clock.now() })) return await hearNo(deps, { id, form, filled, source });
  const query = queryOf(request);
  const { fields, words } = filled.claim;
  const asking = {
    id,
    email: filled.email,
    source,
    askedFor: form.asks,
    kind: form.counts,
    basis: form.basis,
    wording: form.wording,
    campaignId: await campaignOf(deps, name, query('campaign')),
    page: pageOf(request),
    visitor,
    claim: { fields: { ...fields, source: query('source') ?? source }, ...(words && { words }) },
  };
  await deps.db.transaction().execute(async (trx) => await ask(trx, deps, asking));
}

interface No {
  readonly id: string;
  readonly form: FormSpec;
  readonly filled: FilledForm;
  readonly source: string;
}

/** A no needs no proof: a form that closes a channel does so at once, and changes nothing else. */
async function hearNo(deps: ApiDeps, { id, form, filled, source }: No): Promise<void> {
  const engagement = { id, kind: form.counts, verdict: 'human', words: filled.claim.words } as const;
  await capture(deps, { lead: { email: filled.email }, source, consentBasis: 'none', engagement });
}

function formOf({ settings }: ApiDeps, name: string): FormSpec {
  const form = Object.hasOwn(settings.forms, name) ? settings.forms[name] : undefined;
  if (form) return form;
  throw new Refusal('NOT_FOUND', `There is no form "${name}".`, {
    code: 'formUnknown',
    value: name,
    todo: `Forms: ${Object.keys(settings.forms).join(', ')}.`,
  });
}

const queryOf =
  ({ query }: FastifyRequest) =>
  (name: string): string | undefined => {
    const value = (query as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'string' ? storable(value).trim().slice(0, 100) || undefined : undefined;
  };

/** Visitors learn nothing about our campaigns: the log tells operations which form has a name that does not exist, but not the name,
 * which is a visitor's text. */
async function campaignOf({ db, log }: ApiDeps, form: string, name: string | undefined): Promise<string | undefined> {
  const campaign = name === undefined ? undefined : await campaignByName(db, name);
  if (name !== undefined && !campaign) log.warn({ form }, 'A form names a campaign that there is not.');
  return campaign?.id;
}

/** The page on which the form stood, without what may follow its path. */
function pageOf({ headers }: FastifyRequest): string | undefined {
  const url = headers.referer === undefined ? null : URL.parse(headers.referer);
  return url ? storable(url.origin + url.pathname).slice(0, 500) : undefined;
}

const speaksJson = ({ headers }: FastifyRequest): boolean => /json/.test(`${headers['content-type']} ${headers.accept}`);

async function thank(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (speaksJson(request)) await reply.code(202).send({ status: 'received' });
  else
    await sendPage(
      reply,
      200,
      'Please look into your inbox',
      'We have got your request. If we need your confirmation, an email is on its way to you.',
      'Open it, and press the button in it. If it does not come within some minutes, look into your spam folder.',
    );
}
