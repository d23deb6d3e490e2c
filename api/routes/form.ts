import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { v5 } from 'uuid';
import { openCampaign } from '../../db/campaigns/campaigns.ts';
import { despiteClashes } from '../../db/clash.ts';
import type { Trx } from '../../db/database.ts';
import { cut } from '../../domain/text/cut.ts';
import { closingOf, kindSpec } from '../../domain/scoring/engagement.ts';
import { ask, requireAddress } from '../leads/ask.ts';
import { capture } from '../leads/capture.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { refuseFlood } from '../edge/form-flood.ts';
import type { Limiters } from '../edge/rates.ts';
import { refusalOf } from '../edge/refuse.ts';
import { readForm, type FilledForm } from '../pages/form-fields.ts';
import { readPlacedForm, type PlacedForm } from '../pages/form-id.ts';
import { canonical } from '../procedures/idempotent.ts';
import { idInput } from '../procedures/instant-input.ts';
import { storable } from '../import/cell-text.ts';
import { asRefusal, badRequest, unknownName } from '../procedures/refusal.ts';
import { answersOf } from '../../db/leads/answers.ts';
import { leadById } from '../../db/leads/leads.ts';
import { answeredFields, askedOf, questionsOf, type Asked } from '../../domain/lead/question.ts';
import { fieldKey } from '../../domain/people/lead-fields.ts';
import { formPage } from '../pages/form-page.ts';
import { fieldsOfForm, type FormSpec } from '../../domain/lead/form.ts';
import { sendPage } from './signed-link.ts';
import { visitorOf } from './visitor.ts';
import { own } from '../../domain/text/own.ts';

type Filled = FastifyRequest<{ Params: { form: string } }>;

/**
 * `GET /f/:form`: the page of a form. `POST /f/:form`: a form was submitted, as JSON or by a browser. Nothing in it counts until the owner of the address confirms it, by
 * the link in an email; the answer is the same for everyone. `:form` is its name, or a signed id that also contains the campaign and
 * the source. An `Idempotency-Key` (a UUID) makes it safe to submit again.
 */
export function formRoute(app: FastifyInstance, deps: ApiDeps, limiters: Limiters): void {
  // Forms are on other sites than ours.
  app.addHook(
    'onRequest',
    async (_, reply) =>
      void reply.headers({ 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type, idempotency-key' }),
  );
  app.options('/f/:form', async (_, reply) => await reply.code(204).send());
  const unlessNo = async (request: Filled, reply: FastifyReply) => {
    if (!isNo(deps, formAt(deps, request.params.form)?.spec)) await limiters.form(request, reply);
  };
  app.post<{ Params: { form: string } }>('/f/:form', { onRequest: unlessNo }, async (request, reply) => {
    await take(deps, request, reply);
    await thank(request, reply);
  });
  app.get<{ Params: { form: string } }>('/f/:form', async (request, reply) => {
    const at = formOrThrow(deps, request.params.form);
    const { lead, questions } = await asksOf(deps, at);
    const asksConsent = deps.policy.consent.bases[at.spec.basis].needsConfirmation;
    await reply.type('text/html; charset=utf-8').send(formPage(at.spec, questions, { asksAddress: !lead, asksConsent }));
  });
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const refusal = refusalOf(error, request);
    if (!refusal) throw error;
    const status = getHTTPStatusCodeFromError(refusal);
    if (speaksJson(request)) await reply.code(status).send(refusal.data);
    else await sendPage(reply, status, ...(own(toVisitors, refusal.data.code) ?? brokenForm));
  });
}

/** What visitors read in a browser if they can do something about the error. */
const toVisitors: Readonly<Record<string, readonly [title: string, text: string]>> = {
  consentMissing: ['Your consent is missing', 'Go back, tick the box, and send the form again.'],
  answerMissing: ['An answer is missing', 'Go back, answer all questions, and send the form again.'],
  leadInvalid: ['This is not an email address', 'Go back, correct the address, and send the form again.'],
  tooLarge: ['Your message is too long', 'Go back, shorten it, and send the form again.'],
  tooSlow: ['Your message did not arrive', 'Go back, and send the form again.'],
  tooManyRequests: ['Too many forms are being sent at the moment', 'Go back, wait a few minutes, and send the form again.'],
};
const brokenForm = ['This form does not work', 'It is not your fault. Please send us an email instead.'] as const;

// An arbitrary constant, so that the same key for the same submission gives the same request.
const REQUEST = '7f1a52a4-0f0b-4b57-9d53-0c8f2c1b9e61';

async function take(deps: ApiDeps, request: Filled, reply: FastifyReply): Promise<void> {
  const at = formOrThrow(deps, request.params.form);
  const { name, spec: form, campaignId, source } = at;
  const { fields: ofApp, engagements } = deps.policy;
  const questions = questionsOf({ [name]: form });
  const filled = readForm(request.body, fieldsOfForm(ofApp, form), questions, kindSpec(engagements, form.counts).data);
  if (!filled)
    throw badRequest(
      'formInvalid',
      'The form could not be parsed.',
      undefined,
      'Send its fields as text, as JSON or urlencoded.',
    );
  if (filled.isMachine) return;
  // A basis that needs its own consent has a tick in the form; without the tick, there is nothing to confirm.
  if (deps.policy.consent.bases[form.basis].needsConfirmation && !filled.agrees)
    throw badRequest(
      'consentMissing',
      `This form needs consent to: "${form.wording}"`,
      undefined,
      'Send it in the field "consent".',
    );
  const door = `form/${name}`;
  const key = idInput.safeParse(request.headers['idempotency-key']);
  const id = key.success ? v5(`${key.data} ${request.params.form} ${canonical(filled)}`, REQUEST) : deps.newId();
  if (isNo(deps, form)) return await optOutByForm(deps, { id, form, filled, source: door });
  const asked = await asksOf(deps, at);
  const email = filled.email || (asked.lead?.email ?? '');
  requireAddress(email);
  requireAnswers(asked.questions, filled);
  const visitor = visitorOf(request);
  const { fields, ...said } = filled.claim;
  const asking = {
    id,
    email,
    source: door,
    askedFor: form.asks,
    kind: form.counts,
    basis: form.basis,
    wording: form.wording,
    campaignId: await campaignOf(deps, campaignId),
    page: pageOf(request),
    visitor,
    claim: { fields: { ...fields, source: source ?? door }, ...said },
  };
  const save = async (trx: Trx) => {
    await refuseFlood(trx, deps, { ip: visitor.ip, email }, reply);
    await ask(trx, deps, asking);
  };
  await despiteClashes(() => deps.db.transaction().execute(save));
}

/** Visitors learn nothing about our campaigns; the log tells operations that the campaign of a form no longer exists. */
async function campaignOf({ db, log }: ApiDeps, id: string | undefined): Promise<string | undefined> {
  const campaign = id === undefined ? undefined : await openCampaign(db, { id });
  if (id !== undefined && !campaign) log.warn({ campaign: id }, 'The campaign of a form no longer exists.');
  return campaign?.id;
}

/** Whether the form is for opting out: it needs no confirmation, and has no limit. */
const isNo = ({ policy, clock }: ApiDeps, form: FormSpec | undefined): boolean =>
  form !== undefined && closingOf(policy.engagements, { kind: form.counts, at: clock.now() }) !== undefined;

interface No {
  readonly id: string;
  readonly form: FormSpec;
  readonly filled: FilledForm;
  readonly source: string;
}

/** An opt-out needs no proof: a form that closes a channel closes it at once, and changes nothing else. Nobody learns who was erased. */
async function optOutByForm(deps: ApiDeps, { id, form, filled, source }: No): Promise<void> {
  const engagement = { id, kind: form.counts, verdict: 'human', words: filled.claim.words, data: filled.claim.data } as const;
  await capture(deps, { lead: { email: filled.email }, source, consentBasis: 'none', engagement }).catch((error: unknown) => {
    if (asRefusal(error)?.data.code !== 'erased') throw error;
  });
}

/** What a form asks: a lead to whom its address was given, for what is missing; anybody else, always the same. */
async function asksOf({ db, policy }: ApiDeps, { spec, leadId }: FormAt) {
  const lead = leadId === undefined ? undefined : await leadById(db, leadId);
  const known = lead ? (await answersOf(db, lead.id)).map(({ question }) => question) : [];
  const answered = new Set([...known, ...(lead ? answeredFields(policy.fields, lead.fields) : [])]);
  return { lead, questions: askedOf(spec, policy.fields, answered) };
}

/** @throws Refusal for a form without an answer that it needs */
function requireAnswers(questions: readonly Asked[], { claim }: FilledForm): void {
  for (const { name, label, required } of questions)
    if (required && own(claim.fields as Readonly<Record<string, string>>, fieldKey(name)) === undefined)
      throw badRequest('answerMissing', `This form needs an answer to "${label}".`, name, `Send it in the field "${name}".`);
}

interface FormAt extends Omit<PlacedForm, 'form'> {
  readonly name: string;
  readonly spec: FormSpec;
}

function formAt({ settings, links }: ApiDeps, part: string): FormAt | undefined {
  const { form: name = '', ...placed } = readPlacedForm(links, part) ?? {};
  const spec = own(settings.forms, name);
  return spec && { ...placed, name, spec };
}

function formOrThrow(deps: ApiDeps, part: string): FormAt {
  const form = formAt(deps, part);
  if (form) return form;
  throw unknownName('form', part, Object.keys(deps.settings.forms), { status: 'NOT_FOUND' });
}

/** The URL of the page with the form, without anything after its path. */
function pageOf({ headers }: FastifyRequest): string | undefined {
  const url = headers.referer === undefined ? null : URL.parse(headers.referer);
  return url ? cut(storable(url.origin + url.pathname), 500) : undefined;
}

const speaksJson = ({ headers }: FastifyRequest): boolean => /json/.test(`${headers['content-type']} ${headers.accept}`);

async function thank(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (speaksJson(request)) await reply.code(202).send({ status: 'received' });
  else
    await sendPage(
      reply,
      200,
      'Please check your inbox',
      'We have received your request. If we need your confirmation, an email is on its way to you.',
      'Open it and press the button. If it does not arrive within a few minutes, check your spam folder.',
    );
}
