import { sql } from 'kysely';
import type { LinkSigner } from '../content/link-signer.ts';
import type { Db } from '../db/database.ts';
import { matchingAddress } from '../domain/people/address.ts';
import type { PublicClient } from '../simulate/audience/public-client.ts';
import type { Answered } from './stubborn.ts';

/** Acts of people that Trellis acknowledged. */
export interface Acts {
  /** Keys of the addresses that unsubscribed by a link. */
  readonly unsubscribed: Set<string>;
  /** Clicked links, as `touch/link`. */
  readonly clicked: Set<string>;
  /** Applied reports. */
  readonly reported: Set<string>;
  /** Raw messages that people sent. */
  readonly mailed: Set<string>;
  /** Addresses entered in a form. */
  readonly asked: Set<string>;
}

export const noActs = (): Acts => ({
  unsubscribed: new Set(),
  clicked: new Set(),
  reported: new Set(),
  mailed: new Set(),
  asked: new Set(),
});

/** A public client that records each acknowledged act. */
export const witnessed = (client: PublicClient, acts: Acts, links: LinkSigner): PublicClient => ({
  ...client,
  async unsubscribe(email, how) {
    await client.unsubscribe(email, how);
    acts.unsubscribed.add(matchingAddress(email.to));
  },
  async click(url, until) {
    await client.click(url, until);
    const link = links.verify(url.slice(url.lastIndexOf('/') + 1));
    if (typeof link !== 'string' && link.kind === 'click') acts.clicked.add(`${link.key}/${link.link}`);
  },
  async fillForm(form, fields) {
    await client.fillForm(form, fields);
    acts.asked.add(matchingAddress(fields['email']!));
  },
  async mail(mail) {
    await client.mail(mail);
    acts.mailed.add(`${mail.to} ${mail.raw}`);
  },
});

/** Records each report that Trellis confirmed as applied. */
export async function saveReport(acts: Acts, { url, body, response }: Answered): Promise<void> {
  if (response.status !== 200 || !url.endsWith('/tasks.report')) return;
  const { result } = (await response.json()) as { result: { data: { status: string } } };
  // A queued report may still be rejected.
  if (result.data.status === 'applied') acts.reported.add((JSON.parse(String(body)) as { id: string }).id);
}

/** Acknowledged acts that are missing from Postgres, in words. */
export async function lostActs(db: Db, acts: Acts): Promise<string[]> {
  const missing = async (what: string, wanted: ReadonlySet<string>, found: ReturnType<typeof sql<{ id: string }>>) => {
    const there = new Set((await found.execute(db)).rows.map(({ id }) => id));
    return [...wanted].filter((id) => !there.has(id)).map((id) => `${what} ${id}`);
  };
  const { rows } = await sql<{ emails: number }>`select count(*)::int as emails from incoming_mails`.execute(db);
  const emails = rows[0]?.emails ?? 0;
  return [
    ...(await missing(
      'unsubscribed',
      acts.unsubscribed,
      sql`select leads.email_key as id from engagements join leads on leads.id = lead_id where kind = 'unsubscribed'`,
    )),
    ...(await missing(
      'clicked',
      acts.clicked,
      sql`select touch_key || '/' || link as id from engagements where link is not null`,
    )),
    ...(await missing('reported', acts.reported, sql`select id::text from dispositions where state = 'applied'`)),
    ...(await missing('asked', acts.asked, sql`select email_key as id from confirmations`)),
    ...(emails < acts.mailed.size ? [`${acts.mailed.size - emails} of ${acts.mailed.size} messages`] : []),
  ];
}
