import { expect, test, vi } from 'vitest';
import { beginWorld } from '../full-stack/support/world.ts';
import { useConsole } from './support/console-servers.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 150_000 });

const started = useConsole();

test('an administrator makes a key that works, replaces it, and revokes the new one', async () => {
  await using world = await beginWorld(started.servers);
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'admin');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.postData() ?? ''));
  const answerTo = async (key: string) =>
    (await fetch(`${world.apiUrl}/api/v1/content/list`, { headers: { authorization: `Bearer ${key}` } })).status;

  await open('/settings/keys');
  await page.getByRole('button', { name: 'Make a key…' }).click();
  await page.getByLabel('Who or what uses it').fill('newsletter tool');
  await page.getByLabel('What it may do').selectOption('marketer');
  await isFitForAll();
  await page.getByRole('button', { name: 'Make the key' }).click();
  const first = await page.getByLabel('The key', { exact: true }).inputValue();
  expect(await answerTo(first)).toBe(200);
  await page.getByRole('button', { name: 'I have it' }).click();

  await page.getByRole('button', { name: 'Replace the key of newsletter tool' }).click();
  await page.getByLabel('Hours for which the old one still works').fill('0');
  await page.getByRole('button', { name: 'Make the new key' }).click();
  const second = await page.getByLabel('The key', { exact: true }).inputValue();
  expect([await answerTo(first), await answerTo(second)]).toEqual([401, 200]);
  await page.getByRole('button', { name: 'I have it' }).click();

  await page.getByRole('button', { name: 'Revoke the key of newsletter tool' }).click();
  await page.getByText('anything that uses it is now refused').waitFor();
  expect(await answerTo(second)).toBe(401);
  // The server never gets a secret, so nobody on the way can keep one.
  expect(asked.some((body) => body.includes('hash'))).toBe(true);
  for (const key of [first, second]) expect(asked.filter((body) => body.includes(key.split('_').at(-1)!))).toEqual([]);
  wasQuiet();
});
