import { execFile } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { createApiKey } from '../../db/system/api-keys.ts';
import { root } from '../frame/import-graph.ts';
import { confirms } from '../support/confirms.ts';
import type { RepName, Story } from '../support/story.ts';

const API = 'http://127.0.0.1:8080';

/** Somebody fills in a form of the website, and confirms their address. */
export async function fillsIn(story: Story, form: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(fields).toString();
  const { statusCode } = await story.request(`${API}/f/${form}`, { method: 'POST', headers, body });
  expect(statusCode).toBe(200);
  await confirms(story, fields['email']!);
}

/** The subjects in a rep's mailbox, and its last email. */
export const mailbox = (story: Story, rep: RepName) => story.mail.to(`${rep}@mail.example.com`);

/** Opens a page, as a browser does. */
export async function opens(story: Story, url: string): Promise<string> {
  const { statusCode, body = '' } = await story.request(new URL(url, API).href, { method: 'GET', headers: {} });
  expect(statusCode).toBe(200);
  return body;
}

/** The command line of an administrator, at the API of a story. */
export async function commandLine(story: Story) {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { method, url, headers } = request;
    const body = await text(request);
    const options = { method: method as 'GET' | 'POST', headers: headers as Record<string, string>, body };
    const said = await story.request(new URL(url!, API).href, options);
    response.writeHead(said.statusCode, { 'content-type': 'application/json' }).end(said.body);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const { key } = await createApiKey(story.db, { role: 'admin', principal: 'olga', at: story.now });
  const env = { PATH: process.env['PATH'], TZ: 'UTC', TRELLIS_API_URL: `http://127.0.0.1:${port}`, TRELLIS_API_KEY: key };
  return {
    trellis: async (...args: readonly string[]): Promise<string> =>
      (await promisify(execFile)(process.execPath, [join(root, 'cli/trellis.js'), ...args], { cwd: root, env })).stdout,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}
