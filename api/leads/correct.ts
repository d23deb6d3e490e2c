import type { Change } from '../../domain/lead/change.ts';
import { despiteClashes } from '../../db/clash.ts';
import type { Trx } from '../../db/database.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { correctLead, type CorrectedLead } from '../../services/leads/correct-lead.ts';
import { rescoreAndTell } from '../../services/engagements/rescore.ts';
import { leadById } from '../../db/leads/leads.ts';
import { countryCode, countryMeant } from '../../domain/people/country.ts';
import type { FieldKey, FieldValue } from '../../domain/people/lead-fields.ts';
import type { PersonValues, SaidOfPerson } from '../../domain/people/lead-values.ts';
import { readName } from '../../domain/people/person-name.ts';
import { phoneNumber } from '../../domain/people/phone.ts';
import { nearest } from '../../domain/text/did-you-mean.ts';
import { zoneNamed } from '../../domain/time/zone.ts';
import { fieldsOrThrow } from '../import/field-value.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { leadNow, type LeadNow } from '../tasks/lead-now.ts';
import { addressNamed, addressRefused, companyNamed } from './new-address.ts';
import { notFound, nothingToChange, Refusal, type Code } from '../procedures/refusal.ts';
import { own } from '../../domain/text/own.ts';

type CorrectionInput = {
  readonly [K in Exclude<keyof PersonValues, 'company' | 'domain' | FieldKey>]?: PersonValues[K] | null | undefined;
} & {
  readonly leadId: string;
  readonly email?: string | undefined;
  /** Its domain, or the name of one that has none. */
  readonly company?: string | null | undefined;
  /** The fields of the app, by their names. */
  readonly fields?: Readonly<Record<string, FieldValue | null>> | undefined;
};

export interface Corrected {
  /** Why the lead is ready for sales now, if the correction made it so. */
  readonly ready?: string;
  /** What is different now. */
  readonly changes: readonly Change[];
  readonly lead: LeadNow;
  readonly next: string;
}

/**
 * Saves a person's corrections, parsed like any other input, and tells the lead's program.
 * @throws Refusal for an unknown lead, and for a value that is not understood
 */
export async function correct(deps: ApiDeps, by: Principal, input: CorrectionInput): Promise<Corrected> {
  const { db, clock, policy, newId } = deps;
  const { leadId, email, company, fields, ...rest } = input;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as SaidOfPerson['values'];
  if ([email, company, ...Object.keys(given), ...Object.keys(fields ?? {})].every((one) => one === undefined))
    throw nothingToChange('title or phone');
  const at = clock.now();
  const save = async (trx: Trx) => {
    const lead = await leadById(trx, leadId);
    if (!lead) throw notFound('lead', leadId);
    const values = {
      ...understood(given, lead.country ?? undefined),
      ...companyNamed(company, email ?? lead.email),
      ...fieldsOrThrow(policy.fields, fields),
    };
    const said = { by: by.role === 'rep' ? 'rep' : 'correction', source: by.name, at, values } as const;
    const corrected = await correctLead(trx, deps, { leadId, email: email && addressNamed(email), said, by: by.name });
    if (!corrected) throw notFound('lead', leadId);
    if ('fault' in corrected) throw addressRefused(corrected, lead, email!);
    return { ...corrected, ...(await rescoreAndTell(trx, leadId, { policy, at, newId })) };
  };
  const done = await despiteClashes(() => db.transaction().execute(save));
  return { ready: done.ready, changes: done.changes, lead: await leadNow(deps, leadId), next: nextOf(done) };
}

function nextOf({ changes, unconfirmed, ready }: CorrectedLead & { readonly ready?: string }): string {
  const address = changes.find(({ field }) => field === 'email');
  return [
    ready ? 'The lead is now ready for sales, and its program knows.' : 'Its program and its tasks now use the new values.',
    ...(address ? [`What was closed by them stays closed, and what comes from ${address.before} is still theirs.`] : []),
    ...(unconfirmed ? ['Before more marketing, they must confirm the new address: ask them (consents.sendConfirmation).'] : []),
  ].join(' ');
}

type Given = SaidOfPerson['values'];

interface Reader {
  read(value: string, country: string | undefined): string | undefined;
  readonly what: string;
  readonly todo: string;
  /** What a misspelt value probably means. */
  meant?(value: string): string | undefined;
}

/** How to parse a field, and what to say if that fails. Other fields are saved as they are. */
const readers: Readonly<Partial<Record<keyof PersonValues, Reader>>> = {
  firstName: { read: (text) => readName({ firstName: text }).firstName, what: 'first name', todo: 'Enter only the name.' },
  lastName: { read: (text) => readName({ lastName: text }).lastName, what: 'last name', todo: 'Enter only the name.' },
  phone: { read: phoneNumber, what: 'phone number', todo: 'Enter it in international format, such as +49 30 901820.' },
  country: { read: countryCode, what: 'country', todo: 'Use its ISO 3166 code or its name.', meant: countryMeant },
  zone: {
    read: zoneNamed,
    what: 'time zone',
    todo: 'Use an IANA name, such as Europe/Berlin.',
    meant: (value) => nearest(value, Intl.supportedValuesOf('timeZone')),
  },
};

function understood(given: Given, countryOnFile: string | undefined): Given {
  const country = typeof given.country === 'string' ? countryCode(given.country) : countryOnFile;
  return Object.fromEntries(
    Object.entries(given).map(([field, value]) => {
      const reader = own<Reader | undefined>(readers, field);
      if (!reader || typeof value !== 'string') return [field, value];
      const read = reader.read(value, country);
      if (read === undefined)
        throw new Refusal('BAD_REQUEST', `There is no ${reader.what} "${value}".`, {
          code: `${field}Unknown` as Code,
          value,
          todo: reader.todo,
          didYouMean: reader.meant?.(value),
        });
      return [field, read];
    }),
  );
}
