import { formerAddresses } from '../../db/leads/former-addresses.ts';
import { leadById } from '../../db/leads/leads.ts';
import { fieldKey, fieldValue } from '../../domain/people/lead-fields.ts';
import { toldAnswers } from './answers.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { iso } from '../procedures/iso.ts';
import { notFound } from '../procedures/refusal.ts';

/** What is known about a lead, with the source of each field of the app. @throws Refusal when there is no such lead */
export async function knownLead({ db, policy }: Pick<ApiDeps, 'db' | 'policy'>, leadId: string) {
  const lead = await leadById(db, leadId);
  if (!lead) throw notFound('lead', leadId);
  const { id, email, firstName, lastName, title, phone, country, zone, persona, seniority, source } = lead;
  const fields = Object.entries(policy.fields).map(([name, spec]) => {
    const said = lead.given.find(({ values }) => values[fieldKey(name)] !== undefined);
    const value = fieldValue(spec, lead.fields, name);
    const { label, kind, choices } = spec;
    return {
      name,
      label,
      kind,
      choices,
      value,
      ...(value !== undefined && said && { by: said.by, source: said.source, at: iso(said.at) }),
    };
  });
  return {
    id,
    email,
    /** The addresses that they had before; what comes from one is still theirs. */
    formerAddresses: (await formerAddresses(db, leadId)).map(({ email: former, leftAt }) => ({
      email: former,
      until: leftAt.toISOString(),
    })),
    firstName,
    lastName,
    title,
    phone,
    country,
    zone,
    persona,
    seniority,
    source,
    fields,
    answers: await toldAnswers(db, leadId),
  };
}
