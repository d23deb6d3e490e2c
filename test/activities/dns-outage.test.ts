import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { emailDomain } from '../../activities/enrich/email-domain.ts';
import { enrich } from '../../activities/enrich/enrich.ts';
import { withEvidence } from '../../activities/enrich/evidence.ts';
import { dnsMxResolver, type Dns, type MxResolver } from '../../activities/enrich/mx.ts';
import { acceptDomainAnswers } from '../../db/leads/domain-answers.ts';
import type { Provider } from '../../domain/lead/provider.ts';
import { addLead, world, type World } from './world.ts';

const KNOWN = ['good-one.example', 'good-two.example', 'good-three.example'];

/** A DNS that finds a mail server for some names, and says of all others that they do not exist. */
function dns(finds: (name: string) => boolean): MxResolver {
  const absent = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
  const resolveMx = (name: string) => (finds(name) ? Promise.resolve([{ exchange: `mx.${name}`, priority: 10 }]) : absent());
  return dnsMxResolver({ resolveMx, resolve4: absent, resolve6: absent } as unknown as Dns);
}
const order = (leadId: string) => ({ leadId, enrolmentId: '', campaignId: '', program: 'newcomers', journal: [] }) as never;
const gate = (w: World, mx: MxResolver) => enrich({ ...w.deps, providers: [emailDomain(mx)] });
const leads = async (w: World, count: number, name = 'firm') =>
  await Promise.all(Array.from({ length: count }, (_, n) => addLead(w.db, { email: `a@${name}-${n}.example` })));

test('a DNS server that finds no name at all turns no lead away, and its answers are not facts', async () => {
  await using w = await world();
  const run = gate(
    w,
    withEvidence(
      dns(() => false),
      KNOWN,
    ),
  );
  for (const { leadId } of await leads(w, 60)) expect(await run(order(leadId))).toMatchObject({ verdict: 'welcome' });
  expect(await w.db.selectFrom('facts').select('value').where('field', '=', 'receivesMail').execute()).toEqual([]);
});

test('if DNS finds the known domains, its answer about an unknown one counts', async () => {
  await using w = await world();
  const [lead] = await leads(w, 1);
  expect(
    await gate(
      w,
      withEvidence(
        dns((name) => KNOWN.includes(name)),
        KNOWN,
      ),
    )(order(lead!.leadId)),
  ).toMatchObject({ verdict: 'bogus' });
});

test('one failing known domain of three is not an outage, two are', async () => {
  const one = withEvidence(
    dns((name) => KNOWN.slice(1).includes(name)),
    KNOWN,
  );
  const two = withEvidence(
    dns((name) => KNOWN.slice(2).includes(name)),
    KNOWN,
  );
  expect([await one('nobody.example'), await two('nobody.example')]).toEqual(['no', 'unknown']);
});

test('when an unusual number of domains accepts no email, the gate waits and alerts; domains that accept email pass', async () => {
  await using w = await world();
  const run = gate(
    w,
    dns((name) => name.startsWith('fine')),
  );
  const verdicts: string[] = [];
  for (const { leadId } of await leads(w, 40))
    verdicts.push(
      await run(order(leadId)).then(
        ({ verdict }) => verdict,
        (error: Error) => error.name,
      ),
    );
  expect(verdicts.filter((verdict) => verdict === 'bogus')).toHaveLength(19);
  expect(verdicts.slice(19).every((verdict) => verdict === 'DomainsDoubtful')).toBe(true);
  expect(w.warnings).toContainEqual(expect.objectContaining({ level: 50, without: 20 }));
  const [fine] = await leads(w, 1, 'fine');
  expect(await run(order(fine!.leadId))).toMatchObject({ verdict: 'welcome' });
});

test('while the gate waits, no other provider is asked', async () => {
  await using w = await world();
  const asked: string[] = [];
  const paid: Provider = {
    id: 'paid',
    cost: 1,
    fields: ['industry'],
    lookup: ({ email }) => {
      asked.push(email);
      return Promise.resolve([]);
    },
  };
  const run = enrich({ ...w.deps, providers: [emailDomain(dns((name) => name.startsWith('fine'))), paid] });
  for (const { leadId } of await leads(w, 40)) await run(order(leadId)).catch(() => undefined);
  expect(asked).toHaveLength(19);
  const [fine] = await leads(w, 1, 'fine');
  await run(order(fine!.leadId));
  expect(asked[19]).toBe('a@fine-0.example');
});

test("a person's confirmation opens the gate; it also opens on its own an hour after DNS has recovered", async () => {
  await using w = await world();
  const run = gate(
    w,
    dns(() => false),
  );
  const all = await leads(w, 21);
  for (const { leadId } of all) await run(order(leadId)).catch(() => undefined);
  const last = order(all[20]!.leadId);
  await expect(run(last)).rejects.toThrow(expect.objectContaining({ name: 'DomainsDoubtful' }) as Error);
  await sql`update domain_answers set real_at = clock_timestamp() - interval '61 minutes'`.execute(w.db);
  expect(
    await gate(
      w,
      dns(() => true),
    )(last),
  ).toMatchObject({ verdict: 'welcome' });
  await sql`update domain_answers set real_at = clock_timestamp(), takes_mail = false`.execute(w.db);
  expect(await acceptDomainAnswers(w.db)).toBe(21);
  const [other] = await leads(w, 1, 'other');
  expect(await run(order(other!.leadId))).toMatchObject({ verdict: 'bogus' });
});

test('a campaign in which some domains accept no email is nothing unusual', async () => {
  await using w = await world();
  const run = gate(
    w,
    dns((name) => name.startsWith('fine')),
  );
  for (const { leadId } of await leads(w, 60, 'fine')) await run(order(leadId));
  for (const { leadId } of await leads(w, 20, 'bad')) expect(await run(order(leadId))).toMatchObject({ verdict: 'bogus' });
});
