import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** SQL: the id of the nth thing of a kind, so that others can refer to it without a look-up. */
const id = (kind: number, n: string): string =>
  `('0190000${kind.toString(16)}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const idOf = (kind: number, n: number): string =>
  `0190000${kind.toString(16)}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
/** The ids of some of what there is. */
export const leadOf = (n: number): string => idOf(5, n);
export const emailOf = (n: number, leads: number): string => `lead${n}@company${n % (leads / 4)}.example`;
export const aCampaign = (n: number): string => idOf(3, 1 + (n % 40));
export const aRep = (n: number): string => idOf(2, 1 + (n % 80));

/** SQL: chance, from 0 to 1, the same in each run. @param salt different for each thing that is rolled */
const roll = (n: string, salt: number): string => `((hashint8extended(${n}, ${salt}) & 1048575) / 1048576::float8)`;
const oneOf = (values: readonly string[], rolled: string): string =>
  `(array[${values.map((value) => `'${value}'`).join(', ')}])[1 + floor(${rolled} * ${values.length})::int]`;

/** The instant at which the company is looked at. */
export const COMPANY_NOW = Date.parse('2027-03-09T10:00:00Z');
const NOW = `timestamptz '${new Date(COMPANY_NOW).toISOString()}'`;
/** More leads came lately than two years ago. */
const cameAt = `${NOW} - (730 * power(${roll('n', 1)}, 1.5) + 0.01) * interval '1 day'`;
/** How far a lead comes: the share that reaches each stage of the way at least. */
const furthest = `(case when ${roll('n', 2)} < 0.012 then 5 when ${roll('n', 2)} < 0.04 then 4 when ${roll('n', 2)} < 0.08 then 3 when ${roll('n', 2)} < 0.15 then 2 else 1 end)`;
const isAside = `(${roll('n', 3)} < 0.35 and ${roll('n', 2)} >= 0.012)`;
const aside = `case when ${roll('n', 2)} < 0.15 then 'recycled' when ${roll('n', 4)} < 0.2 then 'disqualified' else 'archived' end`;
const way = `array['inquiry', 'mql', 'sal', 'opportunity', 'customer']`;
const stage = `case when ${isAside} then ${aside} else (${way})[${furthest}] end`;
/** Days from coming in to each stage. */
const after = (k: string): string => `(${k} - 1) * (4 + 20 * ${roll('n', 5)}) * interval '1 day'`;
const calendar = `'{"zone":"Europe/Berlin","hours":{"mon-fri":["09:00-17:00"]},"holidays":[]}'`;

const TOUCHES = 4;
const ENGAGEMENTS = 10;

/** Two years of a company with so many leads, in the order of the tables. Foreign keys are right, and unchecked. */
const statements = (leads: number): readonly string[] => [
  `insert into teams (id, slug, name, calendar, sla_mode) select ${id(1, 'n')}, 'team-' || n, 'Team ' || n, ${calendar}, 'enforce' from generate_series(1, 4) n`,
  `insert into reps (id, team_id, role, name, email) select ${id(2, 'n')}, ${id(1, '1 + n % 4')}, ${oneOf(['sdr', 'salesperson', 'manager'], roll('n', 6))},
    'Rep ' || n, 'rep' || n || '@ours.example' from generate_series(1, 80) n`,
  `insert into campaigns (id, name, program, cost, launched_by, launched_at) select ${id(3, 'n')}, 'Campaign ' || n, 'newcomers', 1000 * n, 'bench',
    ${NOW} - interval '730 days' from generate_series(1, 40) n`,
  `insert into accounts (id, name, domain, size, industry, owner_id, created_at)
    select ${id(4, 'n')}, 'Company ' || n || ' ' || ${oneOf(['Logistics', 'Freight', 'Foods', 'Steel'], roll('n', 7))}, 'company' || n || '.example',
      (5000 * power(${roll('n', 23)}, 3))::int, ${oneOf(['logistics', 'retail', 'food', 'steel'], roll('n', 24))}, case when ${roll('n', 25)} < 0.05 then ${id(2, '1 + n % 80')} end, ${NOW}
    from generate_series(0, ${leads / 4}) n`,
  `insert into leads (id, email, email_key, first_name, last_name, title, phone, country, zone, account_id, persona, seniority, source, stage, stage_at, owner_id, created_at)
    select ${id(5, 'n')}, e, e, ${oneOf(['Ann', 'Bob', 'Cy', 'Dee', 'Eve', 'Finn', 'Gus', 'Hana'], roll('n', 8))}, 'Name' || (n % 50000), 'Manager',
      '+31201' || lpad((n % 1000000)::text, 6, '0'), ${oneOf(['NL', 'DE', 'FR', 'GB', 'US', 'PL'], roll('n', 9))}, 'Europe/Berlin', ${id(4, `n % ${leads / 4}`)},
      ${oneOf(['champion', 'buyer', 'user', 'decisionMaker'], roll('n', 10))}, 'manager', ${oneOf(['fair', 'web', 'webinar', 'partner', 'list', 'referral', 'ads', 'trial'], roll('n', 11))},
      ${stage}, at + ${after(furthest)}, case when ${furthest} > 1 then ${id(2, '1 + n % 80')} end, at
    from (select n, ${cameAt} as at, 'lead' || n || '@company' || (n % ${leads / 4}) || '.example' as e from generate_series(1, ${leads}) n) l`,
  `insert into consents (id, lead_id, purpose, jurisdiction, basis, source, at)
    select ${id(10, 'n')}, ${id(5, 'n')}, 'marketing', 'eu', ${oneOf(['optIn', 'doubleOptIn', 'inquiry', 'legitimateInterest'], roll('n', 26))}, 'bench', ${cameAt}
    from generate_series(1, ${leads}) n where ${roll('n', 27)} < 0.95`,
  `insert into suppressions (id, scope, subject, channel, reason, set_by, at)
    select ${id(11, 'n')}, 'address', 'lead' || n || '@company' || (n % ${leads / 4}) || '.example', 'email', ${oneOf(['unsubscribed', 'unsubscribed', 'bounced', 'complained'], roll('n', 28))}, 'person',
      ${cameAt} + interval '9 days' from generate_series(1, ${leads}) n where ${roll('n', 29)} < 0.03`,
  `insert into enrolments (id, lead_id, campaign_id, program, state, start_at, track, visit, ended_at, ended_as, reason)
    select ${id(6, 'n')}, ${id(5, 'n')}, ${id(3, '1 + n % 40')}, 'newcomers', case when ended then 'ended' when ${roll('n', 12)} < 0.02 then 'refused' else 'running' end,
      at, ${oneOf(['educate', 'compare', 'connect'], roll('n', 13))}, 1, case when ended then at + interval '60 days' end, case when ended then s end, case when ended then 'silent' end
    from (select n, ${cameAt} as at, ${stage} as s, ${stage} in ('archived', 'disqualified', 'customer') as ended from generate_series(1, ${leads}) n) l`,
  `insert into transitions (enrolment_id, visit, n, lead_id, at, kind, "from", "to", reason)
    select ${id(6, 'n')}, 1, k, ${id(5, 'n')}, at + ${after('k')}, 'stage', (${way})[k - 1], (${way})[k], null
      from (select n, ${cameAt} as at from generate_series(1, ${leads}) n) l, generate_series(2, ${furthest}) k
    union all select ${id(6, 'n')}, 1, 10, ${id(5, 'n')}, ${cameAt} + ${after(furthest)} + interval '3 days', 'stage', null, ${aside}, ${oneOf(['timing', 'budget', 'silent'], roll('n', 14))}
      from generate_series(1, ${leads}) n where ${isAside}
    union all select ${id(6, 'n')}, 0, k, ${id(5, 'n')}, ${cameAt} + k * interval '5 days', 'track', null, 'educate', null from generate_series(1, ${leads}) n, generate_series(0, 1) k`,
  `insert into touches (key, lead_id, enrolment_id, campaign_id, track, content, persona, state, claimed_at, sent_at, settled_at, message_id, reason)
    select 't' || n || '/' || k, ${id(5, 'n')}, ${id(6, 'n')}, ${id(3, '1 + n % 40')}, 'educate', ${oneOf(['market-guide', 'customer-case', 'free-trial', 'common-mistakes', 'buyers-checklist'], roll('n * 8 + k', 15))}, 'champion',
      case when sent then 'accepted' else 'never' end, at, case when sent then at end, at, '<t' || n || '.' || k || '@ours.example>', case when not sent then 'unsubscribed' end
    from (select n, k, ${cameAt} + k * interval '6 days' as at, ${roll('n * 8 + k', 16)} < 0.95 as sent from generate_series(1, ${leads}) n, generate_series(1, ${TOUCHES}) k) t
    where at <= ${NOW}`,
  `insert into engagements (id, lead_id, touch_key, kind, at, human, verdict, content, link, page, source)
    select ${id(7, 'n * 16 + k')}, ${id(5, 'n')}, case when touch_at <= ${NOW} then 't' || n || '/' || touch end, kind, at, kind not in ('opened', 'unsubscribed', 'bounced'),
      case when ${roll('n * 16 + k', 17)} < 0.05 then 'machine' else 'human' end, case when k <= 6 then ${oneOf(['guide', 'news', 'trial'], roll('n * 16 + k', 15))} end,
      case when kind in ('clicked', 'downloaded') then 'market-guide' end, case when kind = 'visited' then ${oneOf(['pricing', 'careers', 'article', 'article', 'other'], roll('n * 16 + k', 30))} end, 'bench'
    from (select n, k, ${cameAt} + k * interval '5 days' + interval '1 hour' as at, touch, ${cameAt} + touch * interval '6 days' as touch_at,
        case when k <= 6 then ${oneOf(['opened', 'opened', 'opened', 'clicked', 'downloaded', 'replied', 'answered', 'opened', 'opened', 'unsubscribed'], roll('n * 16 + k', 18))}
          else ${oneOf(['visited', 'visited', 'visited', 'visited', 'attended', 'trialStarted', 'submitted'], roll('n * 16 + k', 18))} end as kind
      from generate_series(1, ${leads}) n, generate_series(1, ${ENGAGEMENTS}) k, lateral (select case when k <= 6 then 1 + k % ${TOUCHES} end as touch) t) e
    where at <= ${NOW}`,
  `insert into scores (lead_id, fit, interest, interest_at, by_kind) select ${id(5, 'n')}, (100 * ${roll('n', 19)})::int, 100 * power(${roll('n', 20)}, 3), least(${NOW}, ${cameAt} + interval '20 days'),
      jsonb_build_object('click', 40 * power(${roll('n', 20)}, 3), 'pricing', 60 * power(${roll('n', 20)}, 3)) from generate_series(1, ${leads}) n`,
  `insert into tasks (id, key, lead_id, account_id, enrolment_id, kind, team_id, assignee_id, state, sla, clock_from, due_at, because, trigger, opened_at, first_attempt_at, closed_at, outcome)
    select ${id(8, 'n * 4 + k')}, 'task' || n || '/' || k, ${id(5, 'n')}, ${id(4, `n % ${leads / 4}`)}, ${id(6, 'n')}, (array['call', 'acceptance'])[k], ${id(1, '1 + n % 4')}, ${id(2, '1 + n % 80')},
      case when done then 'closed' else 'open' end, (array['firstAttempt', 'acceptance'])[k], at, at + interval '4 hours', 'became MQL', '{"kind":"mql"}', at,
      case when done then at + ${roll('n', 21)} * interval '2 days' end, case when done then at + interval '3 days' end, case when done then 'accepted' end
    from (select n, k, ${cameAt} + ${after('k + 1')} as at, ${cameAt} + ${after('k + 1')} < ${NOW} - interval '5 days' as done
      from generate_series(1, ${leads}) n, generate_series(1, 2) k where k < ${furthest}) t where at < ${NOW}`,
  `insert into assignments (id, task_id, rep_id, rep_name, because, at, kind, opens)
    select ${id(12, 'n')}, id, assignee_id, 'Rep', 'roundRobin', opened_at, kind, true from (select *, row_number() over () as n from tasks) t`,
  `insert into alerts (id, kind, subject, rep_id, task_id, at, due_at, state, sent_at)
    select ${id(13, 'n')}, 'opened', id::text, assignee_id, id, opened_at, opened_at, 'accepted', opened_at from (select *, row_number() over () as n from tasks) t`,
  `insert into dispositions (id, task_id, rep_id, disposition, details, state, at, rep_name, reason)
    select 'd' || id, id, assignee_id, case kind when 'call' then 'qualified' else 'accepted' end, '{}', 'applied', closed_at, 'Rep', null from tasks where state = 'closed'`,
  `insert into sla_events (task_id, round, rung, lead_id, sla, mode, due_at, at, assignee_id, assignee_name)
    select id, 1, 'remind', lead_id, sla, 'enforce', due_at, due_at, assignee_id, 'Rep' from tasks where coalesce(first_attempt_at, ${NOW}) > due_at and due_at < ${NOW} and hashtext(key) % 3 = 0`,
  `insert into opportunities (id, lead_id, owner_id, amount, close_at, next_step, stage_changed_at, opened_at, closed_at, result)
    select ${id(9, 'n')}, ${id(5, 'n')}, ${id(2, '1 + n % 80')}, 1000 + (50000 * ${roll('n', 22)})::int, ${NOW} + interval '30 days', 'call', ${NOW}, at,
      case when won then at + interval '20 days' when ${isAside} then at + interval '15 days' end, case when won then 'won' when ${isAside} then 'lost' end
    from (select n, ${cameAt} + ${after('4')} as at, ${furthest} = 5 as won from generate_series(1, ${leads}) n where ${furthest} >= 4) o`,
];

/** Fills an empty database. @param say is told of each table */
export async function populate(db: Db, leads: number, say: (line: string) => void): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`set session_replication_role = replica`.execute(connection);
    await sql`set maintenance_work_mem = '512MB'`.execute(connection);
    const { rows: indexes } = await sql<{ name: string; definition: string }>`
      select indexname as name, indexdef as definition from pg_indexes
      where schemaname = 'public' and not exists (select from pg_constraint where conname = indexname)`.execute(connection);
    for (const { name } of indexes) await sql`drop index ${sql.ref(name)}`.execute(connection);
    for (const statement of statements(leads)) {
      const begun = performance.now();
      await sql.raw(statement).execute(connection);
      say(`  ${statement.split(' ')[2]}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
    }
    for (const { definition } of indexes) await sql.raw(definition).execute(connection);
    say('  indexes');
    await sql`set session_replication_role = origin`.execute(connection);
  });
  await sql`vacuum analyze`.execute(db);
}
