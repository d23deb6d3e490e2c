import { expect, test } from 'vitest';
import { PHONE, textWorld } from './world.ts';

const STRANGER = '+4915199999999';

test('a text from a number that no lead has waits for a person, once', async () => {
  await using it = await textWorld();
  await it.gateway.textBack(STRANGER, 'Please call me about the docks.', 'one');
  await it.gateway.textBack(STRANGER, 'Please call me about the docks.', 'one');
  await it.gateway.textBack(PHONE, 'Yes please', 'two');
  const { items: texts, next } = await it.as.texts.unmatched();
  expect(next).toBeUndefined();
  expect(texts).toMatchObject([
    { channel: 'sms', body: 'Please call me about the docks.', receivedAt: expect.stringMatching(/Z$/) },
  ]);
});

test('a text that a person assigns is a reply of that lead, and so are the next ones from its number', async () => {
  await using it = await textWorld();
  const { leadId, db } = it.world;
  await it.gateway.textBack(STRANGER, 'What does it cost?', 'one');
  const [text] = (await it.as.texts.unmatched()).items;
  const { email } = await db.selectFrom('leads').select('email').where('id', '=', leadId).executeTakeFirstOrThrow();
  expect(await it.as.texts.assign({ id: text!.id, leadId: email })).toMatchObject({ leadId });
  await expect(it.as.texts.assign({ id: text!.id, leadId })).rejects.toMatchObject({ data: { code: 'textNotWaiting' } });
  await it.gateway.textBack(STRANGER, 'Are you there?', 'two');
  const said = await db.selectFrom('words').select('body').orderBy('body').execute();
  expect(said).toEqual([{ body: 'Are you there?' }, { body: 'What does it cost?' }]);
  expect((await it.as.texts.unmatched()).items).toEqual([]);
  expect((await it.as.leads.story({ leadId })).map((line) => line.text)).toContainEqual(
    expect.stringContaining('got a text by sms that waited for a decision (by Mara)'),
  );
});

test('a text can be dismissed, and a page begins after the last one', async () => {
  await using it = await textWorld();
  for (const n of [1, 2, 3]) await it.gateway.textBack(STRANGER, `text ${n}`, `id ${n}`);
  const first = await it.as.texts.unmatched({ limit: 2 });
  const second = await it.as.texts.unmatched({ limit: 2, after: first.next });
  expect([...first.items, ...second.items].map(({ body }) => body).toSorted()).toEqual(['text 1', 'text 2', 'text 3']);
  await it.as.texts.dismiss({ id: second.items[0]!.id });
  expect((await it.as.texts.unmatched()).items).toHaveLength(2);
});
