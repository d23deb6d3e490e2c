import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../frame/import-graph.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let env: Record<string, string>;
beforeAll(async () => {
  world = await createWorld();
  const url = await world.api.listen({ port: 0, host: '127.0.0.1' });
  const { authorization } = await world.key('marketer');
  env = { PATH: process.env['PATH'] ?? '', TRELLIS_API_URL: url, TRELLIS_API_KEY: authorization.replace('Bearer ', '') };
});
afterAll(async () => await world[Symbol.asyncDispose]());

const campaign = async (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  await new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'cli/trellis.js'), 'campaign', ...args], { cwd: root, env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });

test(
  'a marketer drafts, previews, starts, pauses, resumes and stops a campaign at the command line',
  { timeout: 180_000 },
  async () => {
    await world.lead('ann@cli.example');
    await world.lead('bob@cli.example');
    expect(await campaign('draft', 'March news', '--email', 'news', '--everybody')).toMatchObject({ code: 0, err: '' });
    const preview = await campaign('preview', 'March news');
    expect(preview.out).toContain('March news: 2 leads would get it\n  such as ');
    expect(preview.out).toContain('It starts when you say so; expect 2 leads.');
    const wrong = await campaign('start', 'March news', '--expect', '3');
    expect(wrong).toMatchObject({ code: 3, err: expect.stringContaining('You expected 3 leads, but 2 would enter now.') });
    expect((await campaign('start', 'March news', '--expect', '2')).out).toContain('Started for 2 leads.');
    const paused = await campaign('pause', 'March news', '--because', 'a typo', '--lead', 'ann@cli.example');
    expect(paused.out).toMatch(/^It sends no marketing email to 1 lead until somebody resumes it[^]*Undo: campaigns.resume\n$/);
    expect((await campaign('get', 'March news')).out).toContain('pause for ann@cli.example: a typo (by marketer)');
    expect((await campaign('members', 'March news')).out).toContain('news waits: its turn in the queue');
    expect((await campaign('resume', 'March news', '--lead', 'ann@cli.example')).code).toBe(0);
    expect((await campaign('stop', 'March news', '--because', 'enough')).out).toContain('A stopped campaign can’t be resumed.');
    expect((await campaign('results', 'March news')).out).toMatch(/March news: stopped\nWHAT +WAITING +SENT[^]*news +0 +0/);
    const { id } = (JSON.parse((await campaign('list', '--json')).out) as { items: { id: string }[] }).items[0]!;
    expect((await campaign('get', id)).out).toContain('stopped');
    const unknown = await campaign('get', 'April news');
    expect(unknown).toMatchObject({
      code: 1,
      err: expect.stringContaining('there is no campaign "April news". The latest ones: "March news"'),
    });
  },
);
