import type { Db } from '../database.ts';

/** A reply quotes the email that it answers, and perhaps those before it. */
const LAST = 10;

/** What the last emails to a lead say, with their placeholders: by it, our words are told from those of the lead. */
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
