import { readFields, type LeadFields } from '../../domain/people/lead-fields.ts';
import type { LeadRecord } from '../../domain/lead/lead-record.ts';
import type { Db } from '../database.ts';

/** What Postgres knows about a lead, for other systems; undefined if there is no such lead. @param fields those of the app */
export async function leadRecord(db: Db, fields: LeadFields, leadId: string): Promise<LeadRecord | undefined> {
  const row = await db
    .selectFrom('leads')
    .leftJoin('accounts', 'accounts.id', 'leads.accountId')
    .select(['leads.id', 'email', 'firstName', 'lastName', 'title', 'phone', 'country', 'persona', 'stage', 'leads.fields'])
    .select('accounts.name as company')
    .where('leads.id', '=', leadId)
    .executeTakeFirst();
  if (!row) return undefined;
  const known = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as LeadRecord;
  return { ...known, fields: readFields(fields, row.fields) as LeadRecord['fields'] };
}
