import { sql, type RawBuilder } from 'kysely';
import { continuingAccount } from '../accounts/accounts.ts';
import { oneSlipAway } from '../../domain/text/one-slip.ts';
import type { Db } from '../database.ts';
import { inTransaction } from '../in-transaction.ts';
import { leadLines, lineOf, type LeadLine } from './lead-lines.ts';
import { continuing, havingAddress } from './leads.ts';

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
const MOST_RANKED = 500;

/**
 * The best matches: an id, an address or a phone number first, then whole words before beginnings, then the newest lead. If there is
 * none, the leads who match after one slip in each word.
 */
export async function findLeads(db: Db, wanted: Wanted): Promise<LeadLine[]> {
  // Half of all leads have the ".com" of an address.
  const text = wanted.emailKey === undefined ? wanted.text : wanted.text.slice(0, wanted.text.lastIndexOf('.'));
  const words = await wordsOf(db, text);
  const matches = await bestOf(db, wanted, words, words.map(begins));
  if (matches.length > 0 || words.length === 0) return matches;
  const queries = await afterSlips(db, text);
  return await inTransaction(db, async (trx) => {
    // Of the hundreds of slips, few are words. Postgres can't know that, and would read all leads.
    await sql`set local enable_seqscan = off`.execute(trx);
    return await bestOf(trx, wanted, words, queries);
  });
}

async function bestOf(
  db: Db,
  { emailKey, phone, id, limit }: Wanted,
  words: readonly string[],
  queries: readonly string[],
): Promise<LeadLine[]> {
  const whole = words.map((word) => sql`(${ofLead} @@ ${quoted(word)}::tsquery)::int`);
  const ways = [
    ...(id === undefined ? [] : [found(8, sql`leads.id = ${id}`)]),
    ...(emailKey === undefined ? [] : [found(7, sql`leads.id in (select id from ${havingAddress([emailKey])} as holder)`)]),
    ...(phone === undefined ? [] : [found(6, sql`leads.phone is not null and phone_tail(phone) like ${`${reversed(phone)}%`}`)]),
    ...(words.length === 0 ? [] : [found(0, sql`leads.erased_at is null and ${allOf(queries)}`)]),
  ];
  if (ways.length === 0) return [];
  const rows = await leadLines(db)
    .innerJoin(
      sql<{
        id: string;
        rank: number;
      }>`(select id, max(rank) as rank from (${sql.join(ways, sql` union all `)}) as way group by id)`.as('found'),
      'found.id',
      'leads.id',
    )
    .orderBy('found.rank', 'desc')
    .$if(whole.length > 0, (query) => query.orderBy(sql`${sql.join(whole, sql` + `)}`, 'desc'))
    .orderBy('leads.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(lineOf);
}

/** Leads by one condition; each condition has an index. */
const found = (rank: number, condition: RawBuilder<unknown>) =>
  sql`(select ${continuing} as id, ${sql.lit(rank)} as rank from leads where ${condition} limit ${MOST_RANKED})`;

/** The words of a text, cut as Postgres cuts those of a lead. */
export const wordsOf = async (db: Db, text: string): Promise<readonly string[]> => (await wordsOfEach(db, [text]))[0]!;

async function wordsOfEach(db: Db, texts: readonly string[]): Promise<readonly (readonly string[])[]> {
  const { rows } = await sql<{ words: string[] }>`
    select tsvector_to_array(search_words(said)) as words from unnest(${texts}::text[]) with ordinality as texts(said, n) order by n`.execute(
    db,
  );
  return rows.map(({ words }) => words);
}

/** A word as `tsquery` has it. */
const quoted = (word: string): string => `'${word}'`;

/** What begins with a word, as `tsquery` has it. */
const begins = (word: string): string => `${quoted(word)}:*`;

/** What matches each typed word, if the finger slipped; the slips are those of the word as it was typed. */
async function afterSlips(db: Db, text: string): Promise<readonly string[]> {
  const typed = typedWords(text);
  const [begun, meant] = [
    await wordsOfEach(db, typed),
    await wordsOfEach(
      db,
      typed.map((word) => oneSlipAway(word).join(' ')),
    ),
  ];
  return typed.map((_, n) => [...begun[n]!.map(begins), ...meant[n]!.map(quoted)].join('|'));
}

const typedWords = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

const allOf = (queries: readonly string[]): RawBuilder<boolean> =>
  sql`(${sql.join(
    queries.map(
      (query) =>
        sql`(${ofLead} @@ ${query}::tsquery or leads.account_id = any(array(${accountsMatching(query)} limit ${MOST_RANKED})))`,
    ),
    sql` and `,
  )})`;

/** SQL: the accounts with a word in the name or domain, also of one that was merged into them. */
export const accountsWith = (word: string): RawBuilder<unknown> => accountsMatching(begins(word));

const accountsMatching = (query: string): RawBuilder<unknown> =>
  sql`select ${continuingAccount} from accounts where ${ofAccount} @@ ${query}::tsquery`;

const reversed = (digits: string): string => digits.split('').toReversed().join('');
