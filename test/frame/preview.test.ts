import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newApp } from '../simulate/new-app.ts';
import { temporaryFolder } from '../stack/folder.ts';
import { root } from './import-graph.ts';

// Each starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const stack = new AsyncDisposableStack();
let dir: string;
let preview: ChildProcess;
let url: string;

beforeAll(async () => {
  dir = stack.use(await temporaryFolder()).path;
  await newApp(dir);
  preview = spawn(process.execPath, [join(root, 'cli/trellis.js'), 'preview', '--port', '0'], { cwd: dir });
  stack.defer(async () => {
    preview.kill('SIGTERM');
    expect(await once(preview, 'exit')).toEqual([0, null]);
  });
  for await (const line of createInterface({ input: preview.stdout! })) {
    url = /http:\S+\d/.exec(line)?.[0] ?? '';
    if (url) break;
  }
});
afterAll(async () => await stack.disposeAsync());

const get = async (path: string) => await (await fetch(url + path)).text();

/** Changes a file of the app, and waits until the page is told. */
async function edit(file: string, from: string, to: string): Promise<void> {
  const changes = await fetch(`${url}/changes`);
  const reader = changes.body!.pipeThrough(new TextDecoderStream()).getReader();
  const text = await readFile(join(dir, file), 'utf8');
  expect(text).toContain(from);
  await writeFile(join(dir, file), text.replaceAll(from, to));
  while (!(await reader.read()).value?.includes('data: changed'));
  await reader.cancel();
}

test('the list names every email with its subject', async () => {
  const list = await get('/');
  expect(list).toContain('<a href="/welcome">welcome</a>');
  expect(list).toContain('<a href="/shall-we-talk">shall-we-talk</a>');
});

test('an email is shown on a desktop and a phone, light and dark, with its subject and its text part', async () => {
  const page = await get('/welcome');
  for (const view of ['desktop, light', 'phone, light', 'desktop, dark', 'phone, dark'])
    expect(page).toContain(`<h3>${view}</h3>`);
  expect(page).toContain('<dt>Subject</dt>');
  expect(page).toMatch(/<summary>Text part<\/summary><pre>[^]*Amara/);
  expect(page).toContain('sandbox');
});

test('dark is what the styles of an email answer to dark, on any machine', async () => {
  await edit(
    'partials/head.mjml',
    '</mj-head>',
    '<mj-style>@media (prefers-color-scheme: dark) { p { color: #abcdef } }</mj-style></mj-head>',
  );
  expect(await get('/email/welcome/default/dark')).toMatch(/@media \(min-width: 0\)\s*\{\s*p \{ color: #abcdef/);
  expect(await get('/email/welcome/default/light')).toMatch(/@media \(max-width: 0\)\s*\{\s*p \{ color: #abcdef/);
});

test('an edit is on the page at once, and writes nothing', async () => {
  const before = await readFile(join(dir, 'content.gen.json'), 'utf8');
  const [, subject = ''] = /^subject: (.+)$/m.exec(await readFile(join(dir, 'emails/welcome.mjml'), 'utf8')) ?? [];
  await edit('emails/welcome.mjml', `subject: ${subject}`, 'subject: Something new');
  expect(await get('/welcome')).toContain('<dd>Something new</dd>');
  expect(await readFile(join(dir, 'content.gen.json'), 'utf8')).toBe(before);
});

test('a mistake is shown with its file and its line, and the page returns when it is fixed', async () => {
  await edit('emails/welcome.mjml', 'subject: Something new', 'subject: Hello {{lead.frstName}}');
  expect(await get('/')).toMatch(/emails\/welcome\.mjml:\d+: .*frstName/);
  await edit('emails/welcome.mjml', 'subject: Hello {{lead.frstName}}', 'subject: Something new');
  expect(await get('/')).not.toContain('Problems');
});

test('only its own script runs on the page, and no other page can read it', async () => {
  const { headers } = await fetch(`${url}/welcome`);
  expect(headers.get('content-security-policy')).toContain(`default-src 'none'; script-src ${url}/reload.js;`);
  const [answer] = (await once(request(url, { headers: { host: 'evil.example' } }).end(), 'response')) as [IncomingMessage];
  answer.resume();
  expect(answer.statusCode).toBe(403);
});
