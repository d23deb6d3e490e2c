import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { previewContent, sampleValues } from '../../content/preview.ts';
import { savedPictures, savePictures } from '../../db/touches/pictures.ts';
import { hostPictures } from '../../worker/host-pictures.ts';
import { pictureFiles } from '../content/picture-files.ts';
import { email, workshop } from '../content/workshop.ts';
import { createWorld, type World } from './world.ts';

let world: World;
const bytes = pictureFiles.png(12, 8);
const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.png`;

beforeAll(async () => {
  world = await createWorld();
  await savePictures(world.db, [{ name, type: 'image/png', bytes }]);
});
afterAll(async () => await world[Symbol.asyncDispose]());

const ask = async (url: string, method: 'GET' | 'HEAD' = 'GET', headers: Record<string, string> = {}) =>
  await world.api.inject({ method, url, headers });

test('a picture is served with its type, and may be cached for ever', async () => {
  const answer = await ask(`/i/${name}`);
  expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
    200,
    'image/png',
    'public, max-age=31536000, immutable',
  ]);
  expect(answer.rawPayload).toEqual(bytes);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
});

test('a client that already has it is told so', async () => {
  const { etag } = (await ask(`/i/${name}`)).headers;
  for (const held of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const answer = await ask(`/i/${name}`, 'GET', { 'if-none-match': String(held) });
    expect([answer.statusCode, answer.rawPayload.length]).toEqual([304, 0]);
  }
  expect((await ask(`/i/${name}`, 'GET', { 'if-none-match': '"other"' })).statusCode).toBe(200);
});

test('HEAD tells the same without the bytes', async () => {
  const answer = await ask(`/i/${name}`, 'HEAD');
  expect([answer.statusCode, answer.headers['content-type'], answer.rawPayload.length]).toEqual([200, 'image/png', 0]);
});

test.each([`${'0'.repeat(32)}.png`, 'constructor', '..%2f..%2fetc%2fpasswd', `${name}x`, '%00'])(
  '/i/%s is not found, and the answer is not cached',
  async (wrong) => {
    const answer = await ask(`/i/${wrong}`);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([404, 'no-store']);
  },
);

test('showing a picture is not a click, and nothing is recorded', async () => {
  await ask(`/i/${name}`);
  expect(await world.db.selectFrom('engagements').selectAll().execute()).toEqual([]);
});

test('what is saved stays as it is', async () => {
  await savePictures(world.db, [{ name, type: 'image/gif', bytes: Buffer.from('x') }]);
  expect((await ask(`/i/${name}`)).headers['content-type']).toBe('image/png');
  expect(await savedPictures(world.db, [name, 'other.png'])).toEqual(new Set([name]));
});

test('a worker that starts saves the pictures of its emails, and what the API shows is what the email names', async () => {
  const body = '<mj-section><mj-column><mj-image src="{{images.dock}}" alt="A dock" /></mj-column></mj-section>';
  await using shop = await workshop({ sample: email({ matter: 'images: { dock: images/dock.gif }', body }) });
  await shop.write('images/dock.gif', pictureFiles.gif(30, 20));
  await shop.build();
  const compiled = await shop.compiled();
  for (let start = 0; start < 2; start++) await hostPictures(world.db, { content: compiled, dir: shop.dir });
  const values = { ...sampleValues, pictures: 'https://go.example.com/i' };
  const [, url = ''] = /<img\s[^>]*src="([^"]+\.gif)"/.exec(previewContent(compiled, 'sample', 'default', values).html) ?? [];
  const answer = await ask(new URL(url).pathname);
  expect([answer.headers['content-type'], answer.rawPayload]).toEqual(['image/gif', pictureFiles.gif(30, 20)]);
});
