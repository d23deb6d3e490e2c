import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findLeads } from '../../db/leads/find-leads.ts';
import type { Db } from '../../db/database.ts';
import { testDatabase } from '../../testing/database.ts';
import { rowsRead } from '../support/rows-read.ts';

const LEADS = 100_000;

let base: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  base = await testDatabase();
  const run = (query: string) => sql.raw(query).execute(base.db);
  await run(`insert into accounts (id, name, domain, created_at)
    select gen_random_uuid(), 'Works ' || n, 'works' || n || '.example', now() from generate_series(1, ${LEADS / 10}) as n`);
  await run(`insert into leads (id, email, email_key, first_name, last_name, phone, country, zone, persona, seniority, source, stage, stage_at, created_at, account_id)
    select uuidv7(), 'p' || n || '@works' || n % ${LEADS / 10} || '.example', 'p' || n || '@works' || n % ${LEADS / 10} || '.example',
      (array['Ann','Bob','Cleo','Dirk','Eva','Finn','Gül','Hugo','Ida','Jan'])[1 + n % 10], 'Name' || n, '+3120' || lpad(n::text, 7, '0'),
      case when n % 1000 = 0 then 'NL' else 'DE' end, 'UTC', 'buyer', 'staff', case when n % 5000 = 0 then 'fair' else 'web' end,
      case when n % 2000 = 0 then 'sal' else 'inquiry' end, now(), now(), accounts.id
    from generate_series(1, ${LEADS}) as n left join accounts on accounts.name = 'Works ' || n % ${LEADS / 10}`);
  await run(`insert into leads (id, email, email_key, first_name, last_name, country, zone, persona, seniority, source, stage, stage_at, created_at)
    values (uuidv7(), 'zk@quay.example', 'zk@quay.example', 'Zuzanna', 'Kowalska', 'PL', 'UTC', 'buyer', 'staff', 'web', 'inquiry', now(), now())`);
  await run('vacuum analyze');
}, 600_000);
afterAll(async () => await base[Symbol.asyncDispose]());

test.each([
  ['a rare name', { text: 'name4711' }],
  ['a name and a company', { text: 'eva works 12' }],
  ['a name that a tenth of all have', { text: 'ann' }],
  ['an address', { text: 'p77@works77.example', emailKey: 'p77@works77.example' }],
  ['a rare name with a slip', { text: 'kowlaska' }],
  ['a name and a company with slips', { text: 'hugp wroks 12' }],
  ['a phone number', { text: '020 0000815', phone: '200000815' }],
])('%s is found among 100,000 leads without reading them all', async (_, wanted) => {
  const ask = (db: Db) => findLeads(db, { ...wanted, limit: 10 });
  expect((await ask(base.db)).length).toBeGreaterThan(0);
  expect(await rowsRead(base.db, ask)).toBeLessThan(LEADS / 20);
});
