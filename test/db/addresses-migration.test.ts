import { randomUUID } from 'node:crypto';
import { Migrator } from 'kysely/migration';
import { inject, expect, test } from 'vitest';
import { openDatabase, type Db } from '../../db/database.ts';
import { duplicateLeads } from '../../db/leads/duplicate-leads.ts';
import { migrateToLatest, migrations } from '../../db/migrate.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { contactability } from '../../domain/contact/contactability.ts';
import { createDatabase, dropDatabase } from '../../dev/postgres/database.ts';
import { standardConsent } from '../../domain/contact/consent-policy.ts';

const MARCH = new Date('2026-03-01T10:00:00Z');

/** A database as it was before addresses had one form. */
async function oldDatabase(): Promise<{ db: Db } & AsyncDisposable> {
  const adminUrl = inject('databaseUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const db = openDatabase(await createDatabase(adminUrl, name));
  const provider = { getMigrations: () => Promise.resolve(migrations) };
  const { error } = await new Migrator({ db, provider }).migrateTo('0003-abandoned-lines');
  if (error) throw error;
  const dispose = async () => {
    await db.destroy();
    await dropDatabase(adminUrl, name);
  };
  return { db, [Symbol.asyncDispose]: dispose };
}

async function addLead(db: Db, id: string, email: string, expiresAt?: Date): Promise<string> {
  const places = { zone: 'Europe/Berlin', persona: 'user', seniority: 'staff', source: 'fair', stage: 'inquiry' } as const;
  await db
    .insertInto('leads')
    .values({ ...places, id, email, emailKey: email, stageAt: MARCH, createdAt: MARCH })
    .execute();
  const given = { jurisdiction: 'de', purpose: 'marketing', basis: 'optIn', source: 'fair', at: MARCH } as const;
  await db
    .insertInto('consents')
    .values({ ...given, id: randomUUID(), leadId: id, expiresAt: expiresAt ?? null })
    .execute();
  return id;
}

const close = async (db: Db, scope: string, subject: string) =>
  await db
    .insertInto('suppressions')
    .values({ id: randomUUID(), scope, subject, channel: 'email', reason: 'unsubscribed', setBy: 'person', at: MARCH })
    .execute();

async function reach(db: Db, id: string, channel: 'email' | 'phone' = 'email') {
  const { consents, suppressions } = await permissionsOf(db, id);
  return contactability(standardConsent, consents, suppressions, channel, Date.parse('2026-12-01T00:00:00Z'));
}

const [A, B, C, D, E, F] = [1, 2, 3, 4, 5, 6].map((n) => `00000000-0000-7000-8000-00000000000${n}`) as [string, string, string, string, string, string]; // prettier-ignore

test('two leads with two spellings become one that is contacted as rarely as the stricter of both allows', async () => {
  await using old = await oldDatabase();
  const { db } = old;
  await addLead(db, A, 'ann@münchen.example');
  await addLead(db, B, 'ann@xn--mnchen-3ya.example');
  await close(db, 'lead', B);
  await addLead(db, C, 'cyd@me.com');
  await addLead(db, D, 'cyd@icloud.com', new Date('2026-06-01T00:00:00Z'));
  await addLead(db, E, 'eve@pier7.example');
  await addLead(db, F, 'fay@straße.example');
  await close(db, 'address', 'fay@straße.example');

  await migrateToLatest(db);

  const pairs = (await duplicateLeads(db, { limit: 10 })).items;
  expect(pairs.map(({ id, other, because }) => [id, other.id, other.email, because])).toEqual([
    [A, B, 'ann@xn--mnchen-3ya.example', ['sameMailbox']],
    [C, D, 'cyd@icloud.com', ['sameMailbox']],
  ]);
  const rows = await db.selectFrom('leads').select(['id', 'emailKey']).where('duplicateOf', 'is', null).orderBy('id').execute();
  expect(rows.map(({ emailKey }) => emailKey)).toEqual([
    'ann@xn--mnchen-3ya.example',
    'cyd@icloud.com',
    'eve@pier7.example',
    'fay@xn--strae-oqa.example',
  ]);
  expect(await reach(db, A), 'the opt-out under the other spelling holds').toMatchObject({ may: false, because: 'unsubscribed' });
  expect(await reach(db, B, 'phone')).toMatchObject({ may: false, because: 'duplicate' });
  expect(await reach(db, C), 'the shorter consent holds').toMatchObject({ may: false, because: 'consentExpired' });
  expect(await reach(db, E)).toEqual({ may: true });
  expect(await reach(db, F), 'a suppression finds the address in its new form').toMatchObject({ because: 'unsubscribed' });
});

test('the lead in a program is kept, before an older one that is in none', async () => {
  await using old = await oldDatabase();
  const { db } = old;
  await addLead(db, A, 'ann@münchen.example');
  await addLead(db, B, 'ann@xn--mnchen-3ya.example');
  const campaign = { id: C, name: 'Spring', program: 'newcomers', launchedBy: 'us', launchedAt: MARCH };
  await db.insertInto('campaigns').values(campaign).execute();
  const enrolment = { id: D, leadId: B, campaignId: C, program: 'newcomers', state: 'running', startAt: MARCH } as const;
  await db.insertInto('enrolments').values(enrolment).execute();
  await migrateToLatest(db);
  expect((await duplicateLeads(db, { limit: 10 })).items).toMatchObject([{ id: B, other: { id: A }, because: ['sameMailbox'] }]);
});
