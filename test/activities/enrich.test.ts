import { afterEach, expect, test, vi } from 'vitest';
import { emailDomain } from '../../activities/enrich/email-domain.ts';
import { enrich } from '../../activities/enrich/enrich.ts';
import type { MxResolver } from '../../activities/enrich/mx.ts';
import { accountOf } from '../../db/accounts/account-owner.ts';
import type { FoundFact, Provider } from '../../domain/lead/provider.ts';
import { DAY } from '../../domain/time/duration.ts';
import { app } from '../support/app.ts';
import { scoreEngagement } from './score-act.ts';
import { NOON, addAccount, addLead, leadOf, world } from './world.ts';
import type { World } from './world.ts';

afterEach(() => void vi.restoreAllMocks());

const takesMail: MxResolver = () => Promise.resolve('yes');

/** A provider that knows some facts, and counts how often it was asked. */
function knows(id: string, cost: number, found: readonly FoundFact[]): Provider & { asked: number } {
  const provider = {
    id,
    cost,
    fields: found.map(({ field }) => field),
    asked: 0,
    lookup: () => {
      provider.asked++;
      return Promise.resolve(found);
    },
  };
  return provider;
}

const gate = (w: World, ...providers: Provider[]) => enrich({ ...w.deps, providers });
const factsIn = (w: World) =>
  w.db.selectFrom('facts').select(['field', 'value', 'source', 'confidence']).orderBy('field').execute();

test('a lead of a company is welcome, and belongs to the account of its domain', async () => {
  await using w = await world();
  const run = gate(w, emailDomain(takesMail));
  const refs = [await addLead(w.db, { email: 'joan@acme.example' }), await addLead(w.db, { email: 'jim@acme.example' })];
  for (const ref of refs) expect(await run(ref)).toMatchObject({ verdict: 'welcome', because: 'nothing rules it out' });
  const accounts = await w.db.selectFrom('accounts').select(['id', 'domain', 'name', 'kind']).execute();
  expect(accounts).toMatchObject([{ domain: 'acme.example', name: 'acme.example', kind: 'prospect' }]);
  for (const { leadId } of refs) expect((await leadOf(w.db, leadId)).accountId).toBe(accounts[0]?.id);
});

test('an alias of a domain leads to the same account', async () => {
  await using w = await world();
  const accountId = await addAccount(w.db, { domain: 'acme.example' });
  await w.db.updateTable('accounts').set({ alias: 'acme.test' }).execute();
  const ref = await addLead(w.db, { email: 'joan@acme.test' });
  await gate(w, emailDomain(takesMail))(ref);
  expect((await leadOf(w.db, ref.leadId)).accountId).toBe(accountId);
  expect(await w.db.selectFrom('accounts').select('id').execute()).toHaveLength(1);
});

test('the account with the domain comes before an account that only has the name', async () => {
  await using w = await world();
  const named = await addAccount(w.db, { domain: 'other.example' });
  await w.db.updateTable('accounts').set({ domain: null, alias: 'acme.example' }).where('id', '=', named).execute();
  const owner = await addAccount(w.db, { domain: 'acme.example' });
  const ref = await addLead(w.db, { email: 'joan@acme.example' });
  await gate(w, emailDomain(takesMail))(ref);
  expect((await leadOf(w.db, ref.leadId)).accountId).toBe(owner);
  expect((await accountOf(w.db, { domain: 'acme.example' }))?.id).toBe(owner);
});

test('two leads of a new company at once make one account', async () => {
  await using w = await world();
  const run = gate(w, emailDomain(takesMail));
  const refs = await Promise.all(['a', 'b', 'c', 'd'].map((name) => addLead(w.db, { email: `${name}@acme.example` })));
  await Promise.all(refs.map(run));
  expect(await w.db.selectFrom('accounts').select('domain').execute()).toEqual([{ domain: 'acme.example' }]);
});

test('a free mailbox is welcome, and belongs to no company', async () => {
  await using w = await world();
  const ref = await addLead(w.db, { email: 'joan@gmail.com' });
  expect((await gate(w, emailDomain(takesMail))(ref)).verdict).toBe('welcome');
  expect((await leadOf(w.db, ref.leadId)).accountId).toBeNull();
});

test.each([
  ['a throw-away mailbox', 'x@mailinator.com', 'yes', 'bogus'],
  ['an address that cannot exist', 'nobody@nowhere', 'yes', 'bogus'],
  ['a domain that takes no mail', 'joan@acme.example', 'no', 'bogus'],
  ['a domain of which nobody could say', 'joan@acme.example', 'unknown', 'welcome'],
] as const)('%s: %s, mail %s, is %s', async (_, email, mx, verdict) => {
  await using w = await world();
  const ref = await addLead(w.db, { email });
  expect(
    (
      await gate(
        w,
        emailDomain(() => Promise.resolve(mx)),
      )(ref)
    ).verdict,
  ).toBe(verdict);
});

test.each(['customer', 'competitor', 'partner'] as const)('people at a %s are not acquired', async (kind) => {
  await using w = await world();
  await addAccount(w.db, { domain: 'acme.example' });
  await w.db.updateTable('accounts').set({ kind }).execute();
  const ref = await addLead(w.db, { email: 'joan@acme.example' });
  expect(await gate(w, emailDomain(takesMail))(ref)).toMatchObject({
    verdict: 'notAcquired',
    because: `the account is a ${kind}`,
  });
});

test('a lead is out of profile only by what is known', async () => {
  await using w = await world();
  const tiny = knows('register', 0.1, [
    { field: 'employees', value: 3, confidence: 0.9 },
    { field: 'industry', value: 'gardening', confidence: 0.9 },
  ]);
  const ref = await addLead(w.db, { email: 'joan@acme.example' });
  expect((await gate(w, emailDomain(takesMail))(ref)).verdict).toBe('welcome');
  expect((await gate(w, emailDomain(takesMail), tiny)(ref)).verdict).toBe('outOfProfile');
});

test('what providers found scores the fit, and completes the account without overwriting it', async () => {
  await using w = await world();
  const accountId = await addAccount(w.db, { domain: 'acme.example', region: 'Europe' });
  const register = knows('register', 0.1, [
    { field: 'employees', value: 400, confidence: 0.9 },
    { field: 'industry', value: 'logistics', confidence: 0.9 },
    { field: 'region', value: 'Antarctica', confidence: 0.9 },
  ]);
  const ref = await addLead(w.db, { email: 'joan@acme.example', seniority: 'director' });
  await gate(w, emailDomain(takesMail), register)(ref);
  const account = await w.db.selectFrom('accounts').selectAll().where('id', '=', accountId).executeTakeFirstOrThrow();
  expect(account).toMatchObject({ size: 400, industry: 'logistics', region: 'Europe', name: 'Acme' });
  expect((await w.loadFacts(ref)).fit).toBe(100);
});

test('what providers found about a company scores the fit of those who work there, too', async () => {
  await using w = await world();
  const accountId = await addAccount(w.db, { domain: 'acme.example', region: 'Europe' });
  const register = knows('register', 0.1, [{ field: 'employees', value: 400, confidence: 0.9 }]);
  const jim = await addLead(w.db, { email: 'jim@acme.example', accountId, seniority: 'director' });
  await gate(w)(jim);
  expect((await w.loadFacts(jim)).fit).toBe(45);
  await gate(w, emailDomain(takesMail), register)(await addLead(w.db, { email: 'joan@acme.example' }));
  expect((await w.loadFacts(jim)).fit).toBe(75);
});

test('the first confident answer wins, and later providers are not asked', async () => {
  await using w = await world();
  const first = knows('first', 1, [{ field: 'industry', value: 'retail', confidence: 0.9 }]);
  const second = knows('second', 5, [{ field: 'industry', value: 'food', confidence: 1 }]);
  await gate(w, first, second)(await addLead(w.db));
  expect(await factsIn(w)).toEqual([{ field: 'industry', value: 'retail', source: 'first', confidence: 0.9 }]);
  expect([first.asked, second.asked]).toEqual([1, 0]);
  expect(await w.db.selectFrom('providerCalls').select(['provider', 'found', 'cost']).execute()).toEqual([
    { provider: 'first', found: ['industry'], cost: 1 },
  ]);
});

test('after an unsure answer the next provider is asked, and a worse source never overwrites a better one', async () => {
  await using w = await world();
  const vague = knows('vague', 1, [{ field: 'industry', value: 'retail', confidence: 0.5 }]);
  const vaguer = knows('vaguer', 1, [{ field: 'industry', value: 'food', confidence: 0.4 }]);
  const sure = knows('sure', 1, [{ field: 'industry', value: 'logistics', confidence: 0.8 }]);
  const ref = await addLead(w.db);
  await gate(w, vague, vaguer)(ref);
  expect(await factsIn(w)).toMatchObject([{ value: 'retail', source: 'vague' }]);
  await gate(w, sure)(ref);
  await gate(w, vague)(ref);
  expect(await factsIn(w)).toMatchObject([{ value: 'logistics', source: 'sure' }]);
  expect(vague.asked).toBe(1);
});

test('a provider that found nothing is not asked and paid again for a month, and one that failed is', async () => {
  await using w = await world();
  const none = { ...knows('none', 1, []), fields: ['industry'] } as const;
  const lookup = vi.fn<Provider['lookup']>().mockRejectedValueOnce(new TypeError('down')).mockResolvedValue([]);
  const shaky: Provider = { ...none, id: 'shaky', lookup };
  const asked = async () =>
    (await w.db.selectFrom('providerCalls').select('provider').orderBy('id').execute()).map(({ provider }) => provider);
  const ref = await addLead(w.db, { email: 'joan@acme.example' });
  const run = gate(w, none, shaky);
  await run(ref);
  await run(ref);
  await run(ref);
  expect(await asked()).toEqual(['none', 'shaky', 'shaky']);
  w.time.now += 31 * DAY;
  await run(ref);
  expect(await asked()).toEqual(['none', 'shaky', 'shaky', 'none', 'shaky']);
});

test('a provider that fails counts against no lead, and its message is not logged', async () => {
  await using w = await world();
  const broken: Provider = {
    id: 'broken',
    cost: 2,
    fields: ['industry'],
    lookup: ({ email }) => Promise.reject(new TypeError(`no answer about ${email}`)),
  };
  const ref = await addLead(w.db, { email: 'joan@acme.example' });
  expect((await gate(w, broken, emailDomain(takesMail))(ref)).verdict).toBe('welcome');
  expect(w.warnings).toMatchObject([{ provider: 'broken', error: 'TypeError' }]);
  expect(JSON.stringify(w.warnings)).not.toContain('joan');
});

test('a provider that never answers is told to stop, and counts against no lead', async () => {
  await using w = await world();
  const late = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
  let heard: AbortSignal | undefined;
  const hangs: Provider = {
    id: 'hangs',
    cost: 2,
    fields: ['industry'],
    lookup: (_, { signal }) => {
      heard = signal;
      setImmediate(() => late.abort(new DOMException('late', 'TimeoutError')));
      return new Promise(() => {});
    },
  };
  const ref = await addLead(w.db, { email: 'joan@acme.example' });
  expect((await gate(w, hangs)(ref)).verdict).toBe('welcome');
  expect(heard?.aborted).toBe(true);
  expect(w.warnings).toMatchObject([{ provider: 'hangs', error: 'TimeoutError' }]);
});

test('a fact that makes the lead MQL is told to its program, once', async () => {
  await using w = await world();
  const ref = await addLead(w.db, { email: 'joan@acme.example', seniority: 'director' });
  for (const kind of ['trialStarted', 'attended', 'downloaded'] as const)
    await scoreEngagement(w.db, app.policy, ref.leadId, { kind, at: NOON }, NOON);
  const register = knows('register', 0.1, [
    { field: 'employees', value: 400, confidence: 0.9 },
    { field: 'industry', value: 'logistics', confidence: 0.9 },
  ]);
  for (let n = 0; n < 2; n++) await gate(w, register)(ref);
  const messages = await w.db.selectFrom('outbox').select('message').execute();
  expect(messages.map(({ message }) => message)).toMatchObject([{ name: 'factsChanged', payload: { ready: 'mql', at: NOON } }]);
});

test('a request of an older version is served, and its journal lines are still written', async () => {
  await using w = await world();
  const { journal: _, ...order } = await addLead(w.db, { email: 'joan@acme.example' });
  const run = gate(w, emailDomain(takesMail));
  expect(await run(order)).toEqual({ verdict: 'welcome', because: 'nothing rules it out' });
  expect(await run({ ...order, journal: [] })).toMatchObject({ verdict: 'welcome', steps: 2 });
});
