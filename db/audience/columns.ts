import { sql, type RawBuilder } from 'kysely';
import type { StandardField } from '../../domain/audience/names.ts';
import { fieldNamed, isFieldKey, type FieldKind, type FieldSpec } from '../../domain/people/lead-fields.ts';
import { own } from '../../domain/text/own.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { living } from '../states.ts';
import type { Context } from './context.ts';
import type { FieldPlace } from './place.ts';
import { scorePlaces } from './score-places.ts';

const column = (name: string): readonly FieldPlace[] => [{ value: sql.ref(`leads.${name}`) }];
const id = (name: string): readonly FieldPlace[] => [{ value: sql.ref(`leads.${name}`), type: 'uuid' }];
const instant = (name: string): readonly FieldPlace[] => [{ value: sql.ref(`leads.${name}`), type: 'instant' }];

/** A column of the rows of other tables that belong to the lead. */
const among =
  (rows: RawBuilder<unknown>) =>
  (value: RawBuilder<unknown>, type?: FieldPlace['type']): readonly FieldPlace[] => [{ value, type, of: rows }];
const ofAccount = among(sql`accounts where accounts.id = leads.account_id`);
/** Of the companies that were merged into the lead's. */
const ofMerged = among(sql`accounts where accounts.duplicate_of = leads.account_id`);
const ofOwner = among(sql`reps where reps.id = leads.owner_id`);
const ofProgram = among(sql`enrolments where enrolments.lead_id = leads.id and enrolments.state in ${living}`);
const ofImport = among(
  sql`import_leads join imports on imports.id = import_leads.import_id where import_leads.lead_id = leads.id`,
);

const ofConsent = (now: Instant) =>
  among(sql`consents as c where c.lead_id = leads.id and c.at <= ${new Date(now)}
    and (c.withdrawn_at is null or c.withdrawn_at > ${new Date(now)}) and (c.expires_at is null or c.expires_at > ${new Date(now)})`)(
    sql.ref('c.basis'),
  );

/** Where each field is. A lead has a value in any of the places. */
const standard: Record<StandardField, readonly FieldPlace[] | ((context: Context) => readonly FieldPlace[])> = {
  email: [{ value: sql.ref('leads.email_key'), shown: sql.ref('leads.email') }],
  firstName: column('first_name'),
  lastName: column('last_name'),
  title: column('title'),
  phone: [...column('phone'), ...column('phone_key')],
  country: column('country'),
  zone: column('zone'),
  persona: column('persona'),
  seniority: column('seniority'),
  source: [...column('source'), ...ofImport(sql.ref('imports.source'))],
  stage: column('stage'),
  stageSince: instant('stage_at'),
  created: instant('created_at'),
  held: [{ value: sql`(leads.held is not null)` }],
  consent: ({ now }) => ofConsent(now),
  owner: id('owner_id'),
  ownerName: ofOwner(sql.ref('reps.name')),
  account: [...id('account_id'), ...ofMerged(sql.ref('accounts.id'), 'uuid')],
  company: [ofAccount, ofMerged].flatMap((of) => of(sql.ref('accounts.name'))),
  domain: [ofAccount, ofMerged].flatMap((of) => [...of(sql.ref('accounts.domain')), ...of(sql.ref('accounts.alias'))]),
  relationship: ofAccount(sql.ref('accounts.kind')),
  size: ofAccount(sql.ref('accounts.size')),
  industry: ofAccount(sql.ref('accounts.industry')),
  region: ofAccount(sql.ref('accounts.region')),
  accountOwner: ofAccount(sql.ref('accounts.owner_id'), 'uuid'),
  program: ofProgram(sql.ref('enrolments.program')),
  track: ofProgram(sql.ref('enrolments.track')),
  state: ofProgram(sql.ref('enrolments.state')),
  fit: (context) => scorePlaces(context, 'fit'),
  interest: (context) => scorePlaces(context, 'interest'),
  temperature: (context) => scorePlaces(context, 'temperature'),
};

/** The places of a field, by its name in an expression that was checked. */
export function placesOf(context: Context, name: string): readonly FieldPlace[] {
  const places = own(standard, name);
  if (places) return typeof places === 'function' ? places(context) : places;
  if (isFieldKey(name)) {
    const saved = sql`(leads.fields -> ${fieldNamed(name)}::text)`;
    return [{ value: inJson(saved, own(context.policy.fields, fieldNamed(name))) }];
  }
  if (name.startsWith('answers.')) return answerPlaces(name.slice('answers.'.length), own(context.fields, name));
  const [score = '', model] = name.split('.');
  return scorePlaces(context, score, model);
}

/** The latest answer to a question. */
const answerPlaces = (question: string, spec: Pick<FieldSpec, 'kind'> | undefined): readonly FieldPlace[] =>
  among(sql`(select value from answers where answers.lead_id = leads.id and question = ${question} order by at desc limit 1) as a
    where true`)(inJson(sql.ref('a.value'), spec));

const jsonTypes: Readonly<Record<FieldKind, { readonly json: string; readonly as: string }>> = {
  text: { json: 'string', as: 'text' },
  choice: { json: 'string', as: 'text' },
  date: { json: 'string', as: 'text' },
  number: { json: 'number', as: 'numeric' },
  boolean: { json: 'boolean', as: 'boolean' },
};

/** SQL: a value in JSON; none if it was saved when the app declared the field otherwise. */
function inJson(value: RawBuilder<unknown>, spec: Pick<FieldSpec, 'kind'> | undefined): RawBuilder<unknown> {
  const { json, as } = jsonTypes[spec?.kind ?? 'text'];
  return sql`(case when jsonb_typeof(${value}) = ${sql.lit(json)} then (${value} #>> '{}')::${sql.raw(as)} end)`;
}
