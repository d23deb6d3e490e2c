import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest';
import { createClient, pages, refusedBy, type Client, type Outputs } from '../../client/index.ts';
import { createWorld, type World } from '../api/world.ts';

let world: World;
let url: string;
let key: string;
let client: Client;
beforeAll(async () => {
  world = await createWorld();
  url = await world.api.listen({ port: 0 });
  key = (await world.key('marketer')).authorization.split(' ')[1]!;
  client = createClient(url, key);
});
afterAll(async () => await world[Symbol.asyncDispose]());

const ann = { lead: { email: 'ann@client.example' }, source: 'fair', consentBasis: 'optIn' } as const;

/** A network that loses the first answers: the API has done what was asked, and the caller does not know. */
function losing(answers: number): typeof fetch {
  let left = answers;
  return async (...request) => {
    const answer = await fetch(...request);
    if (left-- > 0) throw new TypeError('fetch failed');
    return answer;
  };
}

test('a mutation whose answer was lost is repeated, and done once', async () => {
  const { items: leads } = await client.leads.list.query({ limit: 1 });
  const { leadId, created } = await createClient(url, key, { ask: losing(2) }).leads.add.mutate(ann);
  // The repetition gets the first answer: that the lead is new.
  expect([leads, created]).toEqual([[], true]);
  expect((await client.leads.status.query({ leadId })).stage).toBe('inquiry');
});

test('a call that never gets through is an error after the last repetition', async () => {
  const lost = createClient(url, key, { ask: losing(9), retries: 1 });
  await expect(lost.leads.list.query()).rejects.toThrow('fetch failed');
});

test('a refusal is not repeated, and says why', async () => {
  let asked = 0;
  const counting: typeof fetch = async (...request) => {
    asked++;
    return await fetch(...request);
  };
  const error = await createClient(url, key, { ask: counting })
    .leads.status.query({ leadId: 'nobody@client.example' })
    .catch((caught: unknown) => caught);
  expect(refusedBy(error)).toMatchObject({ code: 'leadUnknown', message: 'There is no lead nobody@client.example.' });
  expect(asked).toBe(1);
  expect(refusedBy(new Error('no'))).toBeUndefined();
});

test('no input is in a URL, which proxies log', async () => {
  const urls: string[] = [];
  const watching: typeof fetch = async (target, init) => {
    urls.push(target instanceof Request ? target.url : String(target));
    return await fetch(target, init);
  };
  await createClient(url, key, { ask: watching }).leads.find.query({ text: 'ann@client.example' });
  expect(urls).toEqual([`${url}/trpc/leads.find`]);
});

test('a list is read page by page', async () => {
  const rep = await world.rep('sdr', 'Rita Pages');
  for (const n of [1, 2, 3]) await world.task(await world.lead(`lead${n}@pages.example`), rep);
  const mine = createClient(url, (await world.key('rep', rep)).authorization.split(' ')[1]!);
  const sizes: number[] = [];
  for await (const page of pages(mine.tasks.list, { limit: 2 })) sizes.push(page.items.length);
  expect(sizes).toEqual([2, 1]);
});

test('the compiler knows what procedures take and answer', async () => {
  expectTypeOf<Outputs['leads']['add']['created']>().toEqualTypeOf<boolean>();
  // @ts-expect-error there is no such basis
  await expect(client.leads.add.mutate({ ...ann, consentBasis: 'hearsay' })).rejects.toThrow('consentBasis: expected one of');
});
