import fc from 'fast-check';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signForm } from '../../api/pages/form-id.ts';
import { standardForms } from '../../domain/lead/form.ts';
import { createWorld, type World } from '../api/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

/** Everybody about whom we know something, by what we know. */
async function people() {
  const close = async (email: string, reason: 'unsubscribed' | 'doNotContact' | 'legal') =>
    await world.as('marketer').contact.close({ leadId: await world.enrolled(email), channel: 'all', reason });
  const csv =
    'email,opted out,relationship\nout@corp.example,yes,\nx@rival.example,,competitor\nx@client.example,,customer\nx@ally.example,,partner';
  await world.as('marketer').imports.run({ file: { csv }, source: 'crm', consentBasis: 'optIn' });
  await close('unsubscribed@a.example', 'unsubscribed');
  await close('legal@b.example', 'legal');
  const out = await world.enrolled('disqualified@c.example');
  await world.db.updateTable('leads').set({ stage: 'disqualified' }).where('id', '=', out).execute();
  await world.db.updateTable('enrolments').set({ state: 'ended' }).where('leadId', '=', out).execute();
  await world.enrolled('running@d.example');
  return {
    unknown: 'unknown@nowhere.example', optedOut: 'out@corp.example', ofOptedOut: 'new@corp.example', competitor: 'x@rival.example',
    ofCompetitor: 'new@rival.example', customer: 'x@client.example', partner: 'x@ally.example', unsubscribed: 'unsubscribed@a.example',
    legal: 'legal@b.example', disqualified: 'disqualified@c.example', running: 'running@d.example', disposable: 'x@mailinator.com',
    free: 'somebody@gmail.com',
  }; // prettier-ignore
}

test('an anonymous form has one answer, whatever we know of the address and of the campaign', async () => {
  const known = Object.values(await people());
  const { id } = await world.db.selectFrom('campaigns').select('id').executeTakeFirstOrThrow();
  for (const form of Object.keys(standardForms))
    for (const accept of ['application/json', 'text/html']) {
      world.now += 24 * 3_600_000; // nobody is slowed down
      const placed = known.flatMap((email) => [undefined, id, v7()].map((campaignId) => ({ email, campaignId })));
      const answers = await Promise.all(
        placed.map(async ({ email, campaignId }) => {
          const url = campaignId ? new URL(signForm(world.links, { form, campaignId })).pathname : `/f/${form}`;
          const headers = { accept, 'content-type': 'application/x-www-form-urlencoded' };
          const payload = new URLSearchParams({ email, consent: 'yes', country: 'DE', domain: 'rival.example' }).toString();
          const answer = await world.api.inject({ method: 'POST', url, headers, payload });
          return JSON.stringify([answer.statusCode, answer.body, { ...answer.headers, date: '' }]);
        }),
      );
      expect([...new Set(answers)], `${form} ${accept}`).toHaveLength(1);
    }
});

/** All that is known of leads and accounts. */
async function records() {
  const of = async (table: 'leads' | 'accounts' | 'consents' | 'suppressions' | 'enrolments' | 'engagements' | 'tasks') =>
    await world.db.selectFrom(table).selectAll().execute();
  return JSON.stringify([await of('leads'), await of('accounts'), await of('consents'), await of('suppressions'), await of('enrolments'), await of('engagements'), await of('tasks')]); // prettier-ignore
}

const fields = ['firstName', 'lastName', 'name', 'title', 'company', 'phone', 'size', 'industry', 'country', 'state', 'domain', 'zone', 'persona', 'source', 'consentBasis', 'confirmedAt', 'relationship', 'optedOut', 'message'] as const; // prettier-ignore

test('whatever a visitor types changes no record of a person or a company that we know', async () => {
  await world.lead('w1@bigco.example');
  const before = await records();
  const values = fc.constantFrom('SCAM: see https://evil.example', 'CEO', '+1 900 555 0199', 'yes', 'customer', 'competitor', '500000', 'bigco.example', 'US', '2020-01-01', 'x'.repeat(500)); // prettier-ignore
  const emails = fc.constantFrom('w1@bigco.example', 'mallory@bigco.example', 'mallory@other.example', 'W1+x@BIGCO.example');
  const payload = fc.record(
    { email: emails, ...Object.fromEntries(fields.map((field) => [field, values])) },
    { requiredKeys: ['email'] },
  );
  await fc.assert(
    fc.asyncProperty(payload, fc.constantFrom('demo', 'contact', 'newsletter', 'trial'), async (payload, form) => {
      world.now += 24 * 3_600_000;
      await world.api.inject({ method: 'POST', url: `/f/${form}`, payload });
      expect(await records()).toBe(before);
    }),
    { numRuns: 60 },
  );
});

test('nothing that a visitor types is in an email to an unconfirmed address', async () => {
  const texts = ['You won, claim at https://evil.example/x', 'mallory@evil.example', 'Call 0900 1234567', 'Dear friend. Your invoice is overdue. Pay now', 'Zyxw'.repeat(1_250), 'Zyxwvu']; // prettier-ignore
  for (const form of Object.keys(standardForms))
    for (const [n, text] of texts.entries()) {
      world.now += 24 * 3_600_000;
      const email = `${form}${n}@victim-${form}${n}.example`;
      const payload = { consent: 'yes', ...Object.fromEntries(fields.map((field) => [field, text])), email };
      const answer = await world.api.inject({ method: 'POST', url: `/f/${form}`, payload: Object.fromEntries(Object.entries({ ...payload, consent: 'yes', consentBasis: undefined, message: text.slice(0, 900), ...(text.length > 1_000 && Object.fromEntries(fields.slice(3).map((field) => [field, 'x']))) })) }); // prettier-ignore
      expect(answer.statusCode, answer.body).toBe(202);
      await world.asked(email);
    }
  const asking = world.mail.mails.filter(({ to }) => to.address.includes('@victim-'));
  expect(asking.length).toBeGreaterThanOrEqual(texts.length * 3);
  for (const mail of asking) {
    expect(mail.to.name).toBe('');
    expect(JSON.stringify(mail)).not.toMatch(/evil|0900|invoice is|Zyxw/);
  }
});
