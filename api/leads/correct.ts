import type { Principal } from '../../db/system/api-keys.ts';
import { correctLead } from '../../services/leads/correct-lead.ts';
import { rescoreAndTell } from '../../services/engagements/rescore.ts';
import { countryCode } from '../../domain/people/country.ts';
import type { FieldKey, FieldValue } from '../../domain/people/lead-fields.ts';
import type { PersonValues, SaidOfPerson } from '../../domain/people/lead-values.ts';
import { readName } from '../../domain/people/person-name.ts';
import { phoneNumber } from '../../domain/people/phone.ts';
import { zoneNamed } from '../../domain/time/zone.ts';
import { fieldsOrThrow } from '../import/field-value.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { leadNow, type LeadNow } from '../tasks/lead-now.ts';
import { badRequest, notFound, nothingToChange, type Code } from '../procedures/refusal.ts';
import { own } from '../../domain/text/own.ts';

type CorrectionInput = {
  readonly [K in Exclude<keyof PersonValues, 'company' | 'domain' | FieldKey>]?: PersonValues[K] | null | undefined;
} & {
  readonly leadId: string;
  /** The fields of the app, by their names. */
  readonly fields?: Readonly<Record<string, FieldValue | null>> | undefined;
};

export interface Corrected {
  /** Why the lead is ready for sales now, if the correction made it so. */
  readonly ready?: string;
  readonly lead: LeadNow;
  readonly next: string;
}

/**
 * Saves a person's corrections, parsed like any other input, and tells the lead's program.
 * @throws Refusal for an unknown lead, and for a value that is not understood
 */
export async function correct(deps: ApiDeps, by: Principal, { leadId, fields, ...input }: CorrectionInput): Promise<Corrected> {
  const { db, clock, policy, newId } = deps;
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as SaidOfPerson['values'];
  if (Object.keys(given).length === 0 && Object.keys(fields ?? {}).length === 0) throw nothingToChange('title or phone');
  const at = clock.now();
  const { ready } = await db.transaction().execute(async (trx) => {
    const lead = await trx.selectFrom('leads').select('country').where('id', '=', leadId).executeTakeFirst();
    const values = { ...understood(given, lead?.country ?? undefined), ...fieldsOrThrow(policy.fields, fields) };
    const said = { by: by.role === 'rep' ? 'rep' : 'correction', source: by.name, at, values } as const;
    if (!(await correctLead(trx, leadId, said, by.name))) throw notFound('lead', leadId);
    return await rescoreAndTell(trx, leadId, { policy, at, newId });
  });
  const next = ready
    ? 'The lead is now ready for sales, and its program knows.'
    : 'Its program and its tasks now use the new values.';
  return { ready, lead: await leadNow(deps, leadId), next };
}

type Given = SaidOfPerson['values'];

interface Reader {
  read(value: string, country: string | undefined): string | undefined;
  readonly what: string;
  readonly todo: string;
}

/** How to parse a field, and what to say if that fails. Other fields are saved as they are. */
const readers: Readonly<Partial<Record<keyof PersonValues, Reader>>> = {
  firstName: { read: (text) => readName({ firstName: text }).firstName, what: 'first name', todo: 'Enter only the name.' },
  lastName: { read: (text) => readName({ lastName: text }).lastName, what: 'last name', todo: 'Enter only the name.' },
  phone: { read: phoneNumber, what: 'phone number', todo: 'Enter it in international format, such as +49 30 901820.' },
  country: { read: countryCode, what: 'country', todo: 'Use its ISO 3166 code or its name.' },
  zone: { read: zoneNamed, what: 'time zone', todo: 'Use an IANA name, such as Europe/Berlin.' },
};

function understood(given: Given, countryOnFile: string | undefined): Given {
  const country = typeof given.country === 'string' ? countryCode(given.country) : countryOnFile;
  return Object.fromEntries(
    Object.entries(given).map(([field, value]) => {
      const reader = own<Reader | undefined>(readers, field);
      if (!reader || typeof value !== 'string') return [field, value];
      const read = reader.read(value, country);
      if (read === undefined)
        throw badRequest(`${field}Unknown` as Code, `There is no ${reader.what} "${value}".`, value, reader.todo);
      return [field, read];
    }),
  );
}
