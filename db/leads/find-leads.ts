import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database.ts';
import { leadLines, lineOf, type LeadLine } from './lead-lines.ts';

/** What a person looks for. */
export interface Wanted {
  /** Each word begins a word of the lead's name or address, or of its company's name or domain. */
  readonly text: string;
  /** The matching form of an address, if the text is one. */
  readonly emailKey?: string | undefined;
  /** The last digits of a phone number, if the text is one. */
  readonly phone?: string | undefined;
  readonly id?: string | undefined;
  readonly limit: number;
}

/** As the indexes have them. */
const ofLead = sql`search_words(leads.email || ' ' || coalesce(leads.first_name, '') || ' ' || coalesce(leads.last_name, ''))`;
const ofAccount = sql`search_words(accounts.name || ' ' || coalesce(accounts.domain, '') || ' ' || coalesce(accounts.alias, ''))`;

/** Of a word that many leads share, so many are ranked. */
const MOST_RANKED = 1_000;

/** The best matches: an id, an address or a phone number first, then whole words before beginnings, then the newest lead. */
export async function findLeads(db: Db, { text, emailKey, phone, id, limit }: Wanted): Promise<LeadLine[]> {
  const words = await wordsOf(db, text);
  const is = {
    id: sql<boolean>`leads.id = ${id ?? null}::uuid`,
    address: sql<boolean>`leads.email_key = ${emailKey ?? null}`,
    phone: sql<boolean>`(leads.phone is not null and phone_tail(leads.phone) like ${phone ? `${reversed(phone)}%` : null})`,
  };
  const matches = [...Object.values(is), ...(words.length === 0 ? [] : [allOf(words)])];
  const found = sql`(select leads.id from leads where ${sql.join(matches, sql` or `)} limit ${MOST_RANKED})`;
  const rank = sql`(${is.id})::int * 8 + coalesce(${is.address}, false)::int * 4 + coalesce(${is.phone}, false)::int * 2`;
  const whole = words.map((word) => sql`(${ofLead} @@ ${quoted(word)}::tsquery)::int`);
  const rows = await leadLines(db)
    .where(sql<boolean>`leads.id in ${found}`)
    .orderBy(sql`coalesce(${rank}, 0)`, 'desc')
    .orderBy(whole.length === 0 ? sql`1` : sql`(${sql.join(whole, sql` + `)})`, 'desc')
    .orderBy('leads.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(lineOf);
}

/** The words of a text, cut as Postgres cuts those of a lead. */
async function wordsOf(db: Db, text: string): Promise<readonly string[]> {
  const { rows } = await sql<{ words: string[] }>`select tsvector_to_array(search_words(${text})) as words`.execute(db);
  return rows[0]?.words ?? [];
}

const quoted = (word: string): string => `'${word}'`;

const allOf = (words: readonly string[]): RawBuilder<boolean> =>
  sql`(${sql.join(
    words.map(
      (word) => sql`(${ofLead} @@ ${`${quoted(word)}:*`}::tsquery or leads.account_id = any(array(${accountsWith(word)})))`,
    ),
    sql` and `,
  )})`;

const accountsWith = (word: string) =>
  sql`select accounts.id from accounts where ${ofAccount} @@ ${`${quoted(word)}:*`}::tsquery limit ${MOST_RANKED}`;

const reversed = (digits: string): string => [...digits].toReversed().join('');
