import { definePolicy } from 'trellis';
import { defineTrellis } from 'trellis/config';
import { expect, test } from 'vitest';
import { enrich } from '../activities/enrich/enrich.ts';
import type { Provider } from '../activities/enrich/provider.ts';
import { domainOf } from '../domain/people/address.ts';
import { beginStory } from '../testing/story.ts';
import { app } from './support/app.ts';
import { addLead, world } from './activities/world.ts';

/*
 * What docs/extending.md shows: a small extension of each kind, at work.
 */

/** Asks a register of companies how many people a company has. */
const companyRegister = (ask: (domain: string) => Promise<number | undefined>): Provider => ({
  id: 'company-register',
  cost: 0.02,
  fields: ['employees'],
  async lookup({ email }) {
    const employees = await ask(domainOf(email));
    return employees === undefined ? [] : [{ field: 'employees', value: employees, confidence: 0.9 }];
  },
});

test('a provider adds what it knows of a lead', async () => {
  await using w = await world();
  const register = companyRegister((domain) => Promise.resolve(domain === 'acme.example' ? 300 : undefined));
  const gate = enrich({ ...w.deps, providers: [register] });
  await gate(await addLead(w.db, { email: 'joan@acme.example' }));
  await gate(await addLead(w.db, { email: 'jim@unknown.example' }));
  expect(await w.db.selectFrom('facts').select(['field', 'value', 'source']).execute()).toEqual([
    { field: 'employees', value: 300, source: 'company-register' },
  ]);
});

const onTuesdays = definePolicy({
  sending: { window: { days: [2], from: '09:00', to: '17:00' }, mostPerWeek: 1 },
});

test('a policy says when emails go out', async () => {
  await using story = await beginStory({ app: { ...app, policy: onTuesdays } });
  const ann = await story.lead({ persona: 'user' });
  await story.runFor('60 days');
  const rows = await story.db.selectFrom('touches').select('sentAt').where('leadId', '=', ann.id).execute();
  const days = rows.flatMap(({ sentAt }) => (sentAt ? [sentAt.getUTCDay()] : []));
  expect(days.length).toBeGreaterThan(2);
  expect(new Set(days)).toEqual(new Set([2]));
});

const { forms } = defineTrellis({
  dir: import.meta.dirname,
  programs: [],
  forms: {
    webinar: {
      counts: 'attended',
      basis: 'inquiry',
      asks: 'for a place in our webinar',
      wording: 'I would like a place in the webinar. You may write to me about it.',
    },
  },
});

test('a form of the app is taken, and confirmed by the owner of the address', async () => {
  await using story = await beginStory({ app: { ...app, forms: forms! } });
  const sent = (form: string) =>
    story.request(`http://127.0.0.1:8080/f/${form}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'dee@dock.example' }),
    });
  expect((await sent('webinar')).statusCode).toBe(202);
  expect((await sent('demo')).statusCode).toBe(404);
  await story.relay();
  const [email] = story.mail.to('dee@dock.example');
  expect(email?.text).toContain('for a place in our webinar');
});
