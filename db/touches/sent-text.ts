import type { Db } from '../database.ts';

/** A reply quotes the email that it answers, and perhaps earlier ones. */
const LAST = 10;

/** The text of the last emails to a lead, with placeholders, which distinguishes our words from the lead's. */
export async function sentText(db: Db, leadId: string): Promise<string> {
  const rows = await db
    .selectFrom('touches')
    .innerJoin('contentVersions', 'contentVersions.hash', 'touches.version')
    .where('touches.leadId', '=', leadId)
    .where('touches.sentAt', 'is not', null)
    .select('contentVersions.text')
    .orderBy('touches.sentAt', 'desc')
    .limit(LAST)
    .execute();
  return [...new Set(rows.map(({ text }) => text ?? ''))].join('\n\n');
}
