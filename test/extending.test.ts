import { existsSync } from 'node:fs';
import { definePolicy } from 'trellis';
import { keywordIn, type Incoming, type TextChannel } from 'trellis/channels';
import { defineTrellis, type Provider } from 'trellis/config';
import { expect, test, vi } from 'vitest';
import { createCaller } from '../api/router.ts';
import { createApi } from '../api/server.ts';
import { createRenderer } from '../content/render.ts';
import { beginStory } from '../testing/story.ts';
import { app } from './support/app.ts';
import { ScriptedEngine } from './api/scripted-engine.ts';
import { workshop } from './content/workshop.ts';
import { sourcesOf } from './frame/import-graph.ts';
import { rooms } from './frame/walls.ts';
import { touchWorld } from './touch/world.ts';

// The first story bundles the workflows.
vi.setConfig({ testTimeout: 300_000 });

/*
 * What docs/extending.md shows: a small extension of each kind, at work.
 */

/** Asks a register of companies how many people a company has. */
const companyRegister = (ask: (domain: string, signal: AbortSignal) => Promise<number | undefined>): Provider => ({
  id: 'company-register',
  cost: 0.02,
  fields: ['employees'],
  async lookup({ email }, { signal }) {
    const employees = await ask(email.split('@')[1]!, signal);
    return employees === undefined ? [] : [{ field: 'employees', value: employees, confidence: 0.9 }];
  },
});

test('a provider of the app adds what it knows about a lead', async () => {
  const register = companyRegister((domain) => Promise.resolve(domain === 'acme.example' ? 300 : undefined));
  await using story = await beginStory({ app: { ...app, providers: [register] } });
  await story.lead({ email: 'joan@acme.example' });
  await story.lead({ email: 'jim@unknown.example' });
  await story.runFor('1 day');
  expect(await story.db.selectFrom('facts').select(['value', 'source']).where('field', '=', 'employees').execute()).toEqual([
    { value: 300, source: 'company-register' },
  ]);
  expect(await story.as('marketer').ops.providers()).toContainEqual(
    expect.objectContaining({ provider: 'company-register', calls: 2, matched: 1, cost: 0.04 }),
  );
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

/** Messages in the chat of a person's company, which knows people by their email addresses. */
const chat = (post: (to: string, text: string) => Promise<boolean>): TextChannel => ({
  id: 'chat',
  label: 'Chat message',
  addressedBy: 'email',
  sending: { mostPerWeek: 1 },
  perSecond: 5,
  covers: ({ basis }) => basis === 'optIn' || basis === 'customer',
  faultsIn: ({ text }) => (text.length > 500 ? [{ what: 'has more than 500 letters.', fix: 'Shorten it.' }] : []),
  send: async ({ to, text }) => ((await post(to, text)) ? { state: 'accepted' } : { state: 'notSent', because: 'temporary' }),
  receive: ({ body }) => JSON.parse(body.toString('utf8')) as Incoming,
  keywordIn,
  answers: { stop: 'We write no more.', start: 'We write again.', help: 'We are Sundry.' },
});

test('a channel is one object: its contents, its texts, its opt-out, and its name in the API', async () => {
  const written: string[] = [];
  const channel = chat((to, text) => Promise.resolve(written.push(`${to}: ${text}`) > 0));
  await using shop = await workshop({}, app.policy, [channel]);
  await shop.write('chat/hello.txt', hello);
  expect(await shop.build()).toMatchObject({ ok: true, contents: 1 });
  const content = await shop.compiled();
  await using w = await touchWorld();
  const it = { channels: [channel], content, renderer: createRenderer(content) };
  expect(await w.send({ content: 'hello' as never }, it)).toMatchObject({ state: 'sent' });
  expect(written).toEqual(['ann.harper@fleetly.example: Good day, Ann.']);

  const { db, clock, links, policy, newId, log, order } = { ...w.deps, order: w.order() };
  const settings = { programs: {}, forms: {}, content, defaultZone: 'Europe/Berlin' };
  const api = { db, engine: new ScriptedEngine(), clock, links, policy, channels: [channel], settings, newId, log };
  const as = createCaller({ ...api, principal: { id: 'key', name: 'Mara', role: 'marketer' } });
  const status = async () => (await as.leads.status({ leadId: w.leadId })) as never as { email: object; chat: object };
  expect(await status()).toMatchObject({ email: { may: true }, chat: { may: true } });
  const server = await createApi(api);
  const payload = JSON.stringify({ is: 'text', id: '1', from: 'ann.harper@fleetly.example', text: 'Stop' });
  const answer = await server.inject({ method: 'POST', url: '/webhooks/channels/chat', payload });
  await server.close();
  expect(answer.json()).toEqual({ reply: 'We write no more.' });
  expect(await status()).toMatchObject({ email: { may: true }, chat: { may: false, because: 'unsubscribed' } });
  expect(await w.send({ content: 'hello' as never, key: `${order.enrolmentId}/1/2` }, it)).toMatchObject({ state: 'never' });
});

const hello = `---
topic: A greeting
track: educate
position: top
goal: [replied]
callToAction: Write back
from: marketing
---
Good day{{#if lead.firstName}}, {{lead.firstName}}{{/if}}.
`;

test('nothing in the product names a channel that an app adds', async () => {
  const withoutComments = (text: string): string => text.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  const product = rooms.filter((room) => existsSync(room) && !['channels', 'cli', 'dev'].includes(room));
  const sources = [...(await sourcesOf(product))];
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.filter(([, text]) => /'sms'|\bsms:|\.sms\b/.test(withoutComments(text))).map(([file]) => file)).toEqual([]);
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
