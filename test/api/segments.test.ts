import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from './world.ts';

let world: World;
const ids: Record<string, string> = {};
beforeAll(async () => {
  world = await createWorld();
  for (const [name, country] of [
    ['ann', 'NL'],
    ['bob', 'NL'],
    ['cy', 'DE'],
  ] as const)
    ids[name] = (
      await world
        .as('intake')
        .leads.add({ lead: { email: `${name}@pier7.example`, country }, source: 'fair', consentBasis: 'optIn' })
    ).leadId;
  await world.as('intake').leads.add({
    lead: { email: 'ann@pier7.example' },
    source: 'web',
    consentBasis: 'optIn',
    engagement: { id: '019f0c4e-7a52-7d7b-8c2a-5b1f6f3a9d10', kind: 'visited', page: 'pricing' },
  });
});
afterAll(async () => await world[Symbol.asyncDispose]());

const segments = () => world.as('marketer').segments;

test('an audience is counted, saved with a name, and used by its name', async () => {
  expect(await segments().count({ audience: 'country is NL' })).toEqual({ leads: 2, words: 'country is NL' });
  expect(await segments().save({ name: 'Dutch', audience: { field: 'country', is: ['Netherlands'] } })).toEqual({
    name: 'Dutch',
    words: 'country is NL',
    leads: 2,
    next: 'Everything that names "Dutch" now means these leads.',
  });
  expect(await segments().save({ name: 'Keen', audience: 'in segment Dutch and visited page pricing' })).toMatchObject({
    leads: 1,
  });
  const { items: leads } = await world.as('marketer').leads.list({ where: 'in segment Keen' });
  expect(leads.map(({ id }) => id)).toEqual([ids['ann']]);
  const launched = await world
    .as('marketer')
    .campaigns.launch({ name: 'Dutch spring', program: 'newcomers', audience: 'in segment Dutch' });
  expect(launched).toMatchObject({ enrolled: 2 });
  expect(await segments().get({ name: 'Keen' })).toMatchObject({
    words: 'in segment "Dutch" and visited page pricing',
    savedBy: 'marketer',
  });
});

test('an audience finds a lead however it is typed, and its phone number however it was written', async () => {
  const lead = { email: 'dee@quay.example', phone: '+31 (20) 555 01-99', title: 'IT Director' };
  await world.as('intake').leads.add({ lead, source: 'call', consentBasis: 'optIn' });
  const leadsIn = async (audience: string) => (await segments().count({ audience })).leads;
  expect(await leadsIn('Source IS call AND Title has “it director”')).toBe(1);
  expect(await leadsIn('phone is "+31 20 5550199"')).toBe(1);
  expect(await leadsIn('phone has 5550199 or phone has "555 01"')).toBe(1);
  expect(await leadsIn('source is call and phone is not known')).toBe(0);
  expect(await leadsIn('source is web, fair and phone is not known')).toBe(3);
});

test('a part of an address is looked for in the one that is shown, and a whole one is any spelling of its mailbox', async () => {
  const lead = { email: 'mary.jane+test@gmail.com' };
  await world.as('intake').leads.add({ lead, source: 'trial', consentBasis: 'optIn' });
  const leadsIn = async (audience: string) => (await segments().count({ audience })).leads;
  expect(await leadsIn('source is trial and not email has "+test"')).toBe(0);
  expect(await leadsIn('email has "MARY.JANE"')).toBe(1);
  expect(await leadsIn('email has maryjane')).toBe(0);
  expect(await leadsIn('email is maryjane@googlemail.com')).toBe(1);
  const { because } = await segments().explain({ leadId: lead.email, audience: 'email is maryjane@gmail.com' });
  expect(because).toMatchObject([{ holds: true, found: lead.email }]);
});

test('a pasted address keeps its apostrophe, and loses the quotation marks around it', async () => {
  const sean = `sean.o'brien@pier7.example`;
  await world.as('intake').leads.add({ lead: { email: sean }, source: 'call', consentBasis: 'optIn' });
  const pasted = `Sean O'Brien <${sean}>, '${sean}', "cy@pier7.example", 'bob@pier7.example', “ann@pier7.example”, ‘liv@quay.example’`;
  const { audience, known, unknown, unread } = await segments().addresses({ pasted });
  expect({ known, unknown, unread }).toEqual({ known: 4, unknown: ['liv@quay.example'], unread: [] });
  const { items } = await world.as('marketer').leads.list({ where: audience! });
  expect(items.map(({ email }) => email).toSorted()).toEqual([
    'ann@pier7.example',
    'bob@pier7.example',
    'cy@pier7.example',
    sean,
  ]);
});

test('segments come in pages, by their names', async () => {
  const first = await segments().list({ limit: 1 });
  expect(first).toMatchObject({ items: [{ name: 'Dutch' }], next: 'Dutch' });
  expect(await segments().list({ after: first.next })).toMatchObject({ items: [{ name: 'Keen' }], next: undefined });
});

test('segments can’t refer to each other in a circle, and a segment is removed only if no other one refers to it', async () => {
  await expect(segments().save({ name: 'Dutch', audience: 'in segment Keen' })).rejects.toThrow(
    "a segment can't be in itself: Dutch names Keen names Dutch",
  );
  await expect(segments().remove({ name: 'Dutch' })).rejects.toMatchObject({ data: { code: 'segmentInUse' } });
  await segments().save({ name: 'Alone', audience: 'everybody' });
  await segments().remove({ name: 'Alone' });
  await expect(segments().get({ name: 'Alone' })).rejects.toMatchObject({ data: { code: 'segmentUnknown' } });
  await expect(segments().count({ audience: 'in segment Keem' })).rejects.toThrow('Did you mean "Keen"?');
});

test('why a lead is in an audience is explained term by term', async () => {
  const explain = async (audience: string, lead: string) => await segments().explain({ leadId: lead, audience });
  expect(await explain('in segment Keen and not reachable by phone', 'ann@pier7.example')).toEqual({
    isIn: false,
    words: 'in segment "Keen" and not reachable by phone',
    because: [
      { depth: 0, words: 'all of these', holds: false },
      { depth: 1, words: 'in segment "Keen"', holds: true },
      { depth: 2, words: 'all of these', holds: true },
      { depth: 3, words: 'in segment "Dutch"', holds: true },
      { depth: 4, words: 'country is NL', holds: true, found: 'NL' },
      { depth: 3, words: 'visited page pricing', holds: true, found: '1 time, last on 2026-03-10' },
      { depth: 1, words: 'not', holds: false },
      { depth: 2, words: 'reachable by phone', holds: true },
    ],
  });
  await world.as('marketer').contact.close({ leadId: ids['bob']!, channel: 'email', reason: 'unsubscribed' });
  expect((await explain('reachable by email or size from 50 or in campaign "Dutch spring"', ids['bob']!)).because).toEqual([
    { depth: 0, words: 'any of these', holds: true },
    { depth: 1, words: 'reachable by email', holds: false, found: 'unsubscribed' },
    { depth: 1, words: 'size from 50', holds: false, found: 'unknown' },
    { depth: 1, words: 'in campaign "Dutch spring"', holds: true, found: 'waiting' },
  ]);
});

test('what is found of a lead is what makes the line true, wherever it is', async () => {
  const file = { csv: 'email,company domain\neve@dock.example,dock.example' };
  await world.as('marketer').imports.run({ file, source: 'trade fair', consentBasis: 'optIn' });
  await world.as('marketer').imports.run({ file, source: 'old list', consentBasis: 'optIn' });
  await world.db.updateTable('accounts').set({ alias: 'quay.example' }).where('domain', '=', 'dock.example').execute();
  await world.as('marketer').campaigns.launch({ name: 'March news', email: 'news', audience: 'email is eve@dock.example' });
  const foundOf = async (audience: string) => {
    const [line] = (await segments().explain({ leadId: 'eve@dock.example', audience })).because;
    return [line?.holds, line?.found];
  };
  expect(await foundOf('source is "trade fair"')).toEqual([true, 'trade fair']);
  expect(await foundOf('source is "old list"')).toEqual([true, 'old list']);
  expect(await foundOf('source is nowhere')).toEqual([false, 'trade fair']);
  expect(await foundOf('domain is quay.example')).toEqual([true, 'quay.example']);
  expect(await foundOf('domain is dock.example')).toEqual([true, 'dock.example']);
  expect(await foundOf('industry is unknown')).toEqual([true, 'unknown']);
  expect(await foundOf('fit from 0')).toEqual([true, expect.stringMatching(/^\d+$/)]);
  expect(await foundOf('temperature is hot')).toEqual([false, 'cold']);
  expect(await foundOf('in campaign "March news"')).toEqual([true, 'deferred']);
  expect(await foundOf('in campaign "Dutch spring"')).toEqual([false, undefined]);
});

test('text that Postgres can’t store is cleaned, and an expression that nests too deep is refused', async () => {
  expect(await segments().count({ audience: { field: 'company', has: 'pier\0 7\ud800' } })).toMatchObject({ leads: 0 });
  let deep: Record<string, unknown> = { everybody: true };
  for (let n = 0; n < 40; n++) deep = { not: deep };
  await expect(segments().count({ audience: deep })).rejects.toMatchObject({ data: { code: 'inputTooDeep' } });
});
