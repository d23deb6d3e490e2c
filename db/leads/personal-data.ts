import { sql, type RawBuilder } from 'kysely';

/** The keys under which rows speak of a person. */
export interface DataSubject {
  readonly id: string;
  readonly email: string;
  readonly emailKey: string;
  readonly phoneKey: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
}

interface Holding {
  /** SQL: the rows of the table that are about a person. */
  readonly rows: (person: DataSubject) => RawBuilder<unknown>;
  /** SQL: what erasure sets; the rows are deleted if there is none. */
  readonly set?: (person: DataSubject) => RawBuilder<unknown>;
  /** The columns that an export leaves out: they are ours, or bytes. */
  readonly hidden?: readonly string[];
}

const ofLead = ({ id }: DataSubject) => sql`lead_id = ${id}::uuid`;
/** SQL: rows that belong to another row of the person. */
const within = (column: string, table: string) => (person: DataSubject) =>
  sql`${sql.ref(column)} in (select id from ${sql.table(table)} where ${ofLead(person)})`;
const byAddress = ({ emailKey }: DataSubject) => sql`email_key = ${emailKey}`;

/** A regular expression that finds a text as it is. */
const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** SQL: whether a text holds a word or an address as a whole: `ann@x.example` is not in `joann@x.example`. */
function holds(text: RawBuilder<unknown>, word: string): RawBuilder<unknown> {
  return sql`${text} ~* ${String.raw`(^|[^[:alnum:]._%+-])` + literally(word) + String.raw`($|[^[:alnum:]_.-]|\.($|[^[:alnum:]]))`}`;
}

/** SQL: rows with the address of the person, or with both their names. */
const named =
  (column: string) =>
  ({ email, firstName, lastName }: DataSubject) => {
    const has = (text: string) => holds(sql`${sql.ref(column)}::text`, text);
    return firstName && lastName ? sql`(${has(email)} or (${has(firstName)} and ${has(lastName)}))` : has(email);
  };

/** Finds the address and the number of a person in the JSON of an audience. */
const inQuotes = ({ email, emailKey, phoneKey }: DataSubject): string =>
  [email, emailKey, phoneKey].flatMap((text) => (text === null ? [] : [literally(JSON.stringify(text))])).join('|');
const inAudience = (person: DataSubject) => sql`audience::text ~* ${inQuotes(person)}`;
/** SQL: such an audience without them, which finds nobody in their place. */
const withoutPerson = (person: DataSubject) =>
  sql`audience = regexp_replace(audience::text, ${inQuotes(person)}, '"nobody@erased.invalid"', 'gi')::jsonb`;

/** The address that a lead has once its person was erased. */
const erasedAddress = (id: string): string => `${id}@erased.invalid`;

/**
 * Where Postgres holds what says who a person is, or what they said, and what erasing them does to it. What is left are ids, codes and
 * times, from which the numbers come. The order is that of the references. A test holds that every column of text is named here or is ours.
 */
export const personalData: Readonly<Record<string, Holding>> = {
  words: { rows: within('engagement_id', 'engagements') },
  notes: { rows: ofLead },
  answers: { rows: ofLead },
  visitors: { rows: ofLead },
  facts: { rows: ofLead },
  lead_events: { rows: ofLead },
  incoming_texts: { rows: ({ id, phoneKey }) => sql`(lead_id = ${id}::uuid or address = ${phoneKey})` },
  incoming_mails: {
    rows: ({ id, emailKey }) => sql`(lead_id = ${id}::uuid or ${holds(sql`message ->> 'from'`, emailKey)})`,
    hidden: ['raw', 'hash'],
  },
  confirmation_emails: {
    rows: ({ emailKey }) => sql`confirmation_id in (select id from confirmations where email_key = ${emailKey})`,
  },
  consents: { rows: ofLead, set: () => sql`confirmation_id = null` },
  confirmations: { rows: byAddress },
  address_refusals: { rows: byAddress },
  engagements: { rows: ofLead, set: () => sql`data = null` },
  touches: { rows: ofLead, set: () => sql`fetched = '{}'`, hidden: ['owner', 'message_id'] },
  dispositions: {
    rows: within('task_id', 'tasks'),
    set: () => sql`details = '{}', result = null, undo = null`,
    hidden: ['undo'],
  },
  // The outcome of a call is a code; of other tasks it is a sentence.
  tasks: {
    rows: ofLead,
    set: () => sql`outcome = case when outcome ~ '^\\w+$' then outcome when outcome is not null then 'erased' end`,
  },
  opportunities: { rows: ofLead, set: () => sql`next_step = ''` },
  step_runs: { rows: ofLead, set: () => sql`answer = null` },
  stuck_leads: { rows: ofLead },
  brakes: { rows: ofLead, set: () => sql`because = 'erased'` },
  import_rejections: { rows: named('value') },
  // Some rows of the file, and values that were not understood.
  imports: {
    rows: named('reading'),
    set: () => sql`reading = reading || '{"sample": [], "unclear": [], "unread": []}'`,
  },
  idempotency_keys: { rows: ({ id }) => sql`strpos(answer::text, ${id}) > 0` },
  // What a merge changed; without it, nobody can undo it.
  merges: {
    rows: ({ id }) => sql`(kind = 'leads' and ${id}::uuid in (kept_id, dropped_id))`,
    set: () => sql`undo = '{}'`,
    hidden: ['undo'],
  },
  suppressions: {
    rows: ({ id, emailKey, phoneKey }) =>
      sql`((scope = 'lead' and subject = ${id}) or (scope = 'address' and subject in (${emailKey}, ${phoneKey})))`,
    // What closes the lead stays; what names the address goes, and the address is remembered as a hash.
    set: ({ id }) => sql`subject = case scope when 'address' then ${id} else subject end, scope = 'lead'`,
  },
  former_addresses: { rows: ofLead },
  // Somebody pasted addresses. An audience has those of others, too.
  campaigns: { rows: inAudience, set: withoutPerson, hidden: ['audience'] },
  segments: { rows: inAudience, set: withoutPerson, hidden: ['audience'] },
  leads: {
    rows: ({ id }) => sql`id = ${id}::uuid`,
    set: ({ id }) => sql`email = ${erasedAddress(id)}, email_key = ${erasedAddress(id)}, first_name = null, last_name = null,
      title = null, phone = null, country = null, zone = 'UTC', zone_sure = false, given = '[]', fields = '{}', held = null`,
  },
};
