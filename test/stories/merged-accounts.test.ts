import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { rowsOfAccount } from '../../db/undo/merged-accounts.ts';
import { DAY } from '../../domain/time/duration.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type Story } from '../support/story.ts';

vi.setConfig({ testTimeout: 120_000 });

const keep = 'pier7.example';
const drop = 'pier7.test';

/** Ann and Bob work at one company, which came in as two: "Pier Seven" and "Pier Seven Ltd". */
async function twice(story: Story): Promise<{ readonly ann: Person; readonly bob: Person }> {
  const ann = await story.lead({ email: `ann@${keep}`, company: 'Pier Seven', industry: '' });
  return { ann, bob: await story.lead({ email: `bob@${drop}`, company: 'Pier Seven Ltd', size: '250' }) };
}

const accountOf = (story: Story, account: string) => story.as('marketer').accounts.get({ account });
const textsOf = async (story: Story, { id }: Person): Promise<string[]> =>
  (await story.as('admin').leads.story({ leadId: id })).map(({ text }) => text);

async function everything({ db }: Story): Promise<string[]> {
  const parts = ['accounts', 'leads', 'tasks', 'opportunities', 'suppressions'].map(
    (table) => sql`select ${table} || to_jsonb(t)::text as row from ${sql.table(table)} as t`,
  );
  const { rows } = await sql<{ row: string }>`${sql.join(parts, sql` union all `)} order by 1`.execute(db);
  return rows.map(({ row }) => row);
}

test('two companies are merged: people, tasks, deals and notes move, and so do people who come later from either domain', async () => {
  await using story = await beginStory();
  const { bob } = await twice(story);
  const marketer = story.as('marketer');
  await marketer.leads.note({ leadId: bob.id, text: 'Two gates' });
  await bob.does('demoRequested');
  await marketer.deals.open({ leadId: bob.id, amount: 12_000, closeAt: story.now + 60 * DAY, owner: 'Tom Field' });
  await story.as('admin').accounts.own({ domain: drop, rep: story.reps.tom });
  const droppedId = (await accountOf(story, drop)).id;
  const shown = await marketer.accounts.merge({ keep, drop, dryRun: true });
  expect(shown.next).toBe('Nothing is merged yet. Repeat the call without dryRun to merge.');
  expect((await accountOf(story, drop)).name).toBe('Pier Seven Ltd');

  const merged = await marketer.accounts.merge({ keep, drop });
  expect({ fields: merged.fields, moves: merged.moves }).toEqual({ fields: shown.fields, moves: shown.moves });
  expect(merged).toMatchObject({ droppedId, undo: 'accounts.unmerge' });
  expect(merged.moves).toEqual({ people: 1, tasks: 1, deals: 1, notes: 1, holds: 0 });
  expect(merged.fields).toContainEqual({ field: 'owner', before: null, after: 'Tom Field' });
  const account = await accountOf(story, drop);
  expect(account).toMatchObject({ name: 'Pier Seven', domain: keep, merged: ['Pier Seven Ltd'], owner: { name: 'Tom Field' } });
  expect([account.people.length, account.deals.length]).toEqual([2, 1]);
  expect((await marketer.accounts.list({ text: 'Seven Ltd' })).items).toMatchObject([{ name: 'Pier Seven', people: 2 }]);

  const eve = await story.lead({ email: `eve@${drop}`, company: 'Pier Seven Ltd' });
  expect((await marketer.leads.get({ leadId: eve.id })).company?.name).toBe('Pier Seven');
  expect(await textsOf(story, bob)).toContain(
    'the account Pier Seven Ltd is one company with Pier Seven, whose people, tasks and deals are all there from now on (by marketer)',
  );
  expect((await marketer.leads.list({ where: `domain is "${drop}"` })).items).toHaveLength(3);
});

test('a segment that names a merged company means the people of the one that it became', async () => {
  await using story = await beginStory();
  await twice(story);
  const marketer = story.as('marketer');
  const { id } = await accountOf(story, drop);
  const audiences = [`account is ${id}`, 'company is "Pier Seven Ltd"', `domain is "${drop}"`];
  const counts = async () =>
    await Promise.all(audiences.map(async (audience) => (await marketer.segments.count({ audience })).leads));
  expect(await counts()).toEqual([1, 1, 1]);
  await marketer.accounts.merge({ keep, drop });
  expect(await counts()).toEqual([2, 2, 2]);
  await marketer.accounts.unmerge({ account: keep });
  expect(await counts()).toEqual([1, 1, 1]);
});

test('of two owners the preview says who keeps the company and who does not', async () => {
  await using story = await beginStory();
  await twice(story);
  const admin = story.as('admin');
  await admin.accounts.own({ domain: keep, rep: story.reps.tia });
  await admin.accounts.own({ domain: drop, rep: story.reps.tom });
  const owner = 'Tia Cole owns it; Tom Field no longer does.';
  expect((await admin.accounts.merge({ keep, drop, dryRun: true })).next).toBe(
    `Nothing is merged yet. After the merge, ${owner} Repeat the call without dryRun to merge.`,
  );
  expect((await admin.accounts.merge({ keep, drop })).next).toContain(owner);
});

test('after the undo, both companies are as before, and later tasks and deals are with their people', async () => {
  await using story = await beginStory();
  const { bob } = await twice(story);
  await story.settle();
  const marketer = story.as('marketer');
  await marketer.contact.close({ accountId: (await accountOf(story, drop)).id, reason: 'excludedAccount', channel: 'phone' });
  await story.settle();
  const before = await everything(story);
  await marketer.accounts.merge({ keep, drop });
  await marketer.accounts.unmerge({ account: drop });
  await story.settle();
  expect(await everything(story)).toEqual(before);

  await marketer.accounts.merge({ keep, drop });
  await marketer.deals.open({ leadId: bob.id, amount: 12_000, closeAt: story.now + 60 * DAY, owner: 'Tom Field' });
  expect(await marketer.accounts.unmerge({ account: keep })).toMatchObject({ remains: [] });
  expect((await accountOf(story, drop)).deals).toHaveLength(1);
  expect((await accountOf(story, keep)).merged).toEqual([]);
  await expect(marketer.accounts.unmerge({ account: keep })).rejects.toMatchObject({ data: { code: 'notMerged' } });
});

test('what is closed for one of the companies is closed for all their people, and what is closed later stays closed for both', async () => {
  await using story = await beginStory();
  const { ann, bob } = await twice(story);
  const marketer = story.as('marketer');
  const idOf = async (account: string) => (await accountOf(story, account)).id;
  const may = async ({ id: leadId }: Person) => {
    const { email, phone } = await story.as('admin').leads.status({ leadId });
    return [email.may, phone.may];
  };
  await marketer.contact.close({ accountId: await idOf(drop), reason: 'excludedAccount', channel: 'email' });
  expect([await may(ann), await may(bob)].map(([email]) => email)).toEqual([true, false]);
  const merged = await marketer.accounts.merge({ keep, drop });
  expect(merged.closed).toEqual([{ channel: 'email', reason: 'excludedAccount', label: 'Account that we do not contact' }]);
  expect((await may(ann))[0]).toBe(false);
  const sent = ann.mails.length;
  await story.runFor('30 days');
  expect(ann.mails).toHaveLength(sent);
  await marketer.contact.close({ accountId: await idOf(keep), reason: 'excludedAccount', channel: 'phone' });
  await marketer.accounts.unmerge({ account: keep });
  expect((await may(ann))[0]).toBe(true);
  const closedFor = async (account: string) => (await accountOf(story, account)).closed.map(({ channel }) => channel).toSorted();
  expect([await closedFor(keep), await closedFor(drop)]).toEqual([['phone'], ['email', 'phone']]);
});

test('a campaign that was held or stopped for one of the companies is held or stopped for all their people', async () => {
  await using story = await beginStory();
  const { ann, bob } = await twice(story);
  await ann.gets('guide');
  const { id: campaignId } = await story.db
    .selectFrom('campaigns')
    .select('id')
    .where('name', '=', 'Story')
    .executeTakeFirstOrThrow();
  const marketer = story.as('marketer');
  await marketer.campaigns.stop({ campaignId, account: drop, because: 'they bought elsewhere' });
  expect((await marketer.accounts.merge({ keep, drop })).moves.holds).toBe(1);
  await story.settle();
  const sent = [ann.mails.length, bob.mails.length];
  await story.runFor('30 days');
  expect([ann.mails.length, bob.mails.length]).toEqual(sent);
  expect((await marketer.campaigns.members({ campaignId, where: { is: 'in' } })).items).toEqual([]);
});

test('a third company is merged, and the merges are undone in turn', async () => {
  await using story = await beginStory();
  await twice(story);
  await story.lead({ email: 'eve@quay.example', company: 'Quay' });
  const marketer = story.as('marketer');
  await marketer.accounts.merge({ keep, drop });
  await marketer.accounts.merge({ keep: 'quay.example', drop: keep });
  const names = async () => await Promise.all([keep, drop].map(async (domain) => (await accountOf(story, domain)).name));
  expect(await names()).toEqual(['Quay', 'Quay']);
  await marketer.accounts.unmerge({ account: drop });
  expect(await names()).toEqual(['Pier Seven', 'Pier Seven']);
  await marketer.accounts.unmerge({ account: drop });
  expect(await names()).toEqual(['Pier Seven', 'Pier Seven Ltd']);
});

test('duplicate companies are found by name and domain, and a manager can’t merge those of another team', async () => {
  await using story = await beginStory();
  await twice(story);
  await story.lead({ email: 'eve@quay.example', company: 'Quay' });
  const marketer = story.as('marketer');
  const pairs = async (account?: string) => (await marketer.accounts.duplicates({ account })).items;
  const pair = { name: 'Pier Seven', other: { name: 'Pier Seven Ltd' }, because: ['sameDomainName', 'sameName'] };
  expect(await pairs()).toMatchObject([pair]);
  expect(await pairs(keep)).toMatchObject([pair]);
  expect(await pairs('quay.example')).toEqual([]);
  await expect(marketer.accounts.merge({ keep, drop: keep })).rejects.toMatchObject({ data: { code: 'sameAccount' } });
  await story.as('admin').accounts.own({ domain: drop, rep: story.reps.tom });
  await expect(story.asRep('mia').accounts.merge({ keep, drop })).rejects.toMatchObject({ data: { code: 'otherTeam' } });
  await marketer.accounts.merge({ keep, drop });
  expect(await pairs()).toEqual([]);
});

test('the merge and its undoing are in the audit log', async () => {
  await using story = await beginStory();
  await twice(story);
  const { droppedId } = await story.as('marketer').accounts.merge({ keep, drop });
  await story.as('marketer').accounts.unmerge({ account: keep });
  const { items } = await story.as('admin').audit.list({ subject: droppedId });
  expect(items.map(({ action }) => action).toSorted()).toEqual(['accounts.merge', 'accounts.unmerge']);
});

test('every table that names an account goes over with it', async () => {
  await using story = await beginStory();
  const { rows } = await sql<{ name: string }>`
    select distinct table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'account_id'`.execute(story.db);
  expect([...rows.map(({ name }) => name), 'accounts'].toSorted()).toEqual(Object.keys(rowsOfAccount).toSorted());
});
