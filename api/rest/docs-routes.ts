import type { FastifyInstance } from 'fastify';
import { escapeHtml, page } from '../pages/pages.ts';
import { procedures } from '../router.ts';
import spec from './openapi.gen.json' with { type: 'json' };
import { restPath } from './rest-path.ts';

/** `GET /openapi.json` describes the API to programs, and `GET /docs` to people. Neither shows anything of an installation. */
export function docsRoutes(app: FastifyInstance): void {
  app.get('/openapi.json', async () => spec);
  const html = page('The API of Trellis', [intro, ...Object.keys(procedures).map(entryOf)].join('\n'));
  app.get('/docs', async (_, reply) => await reply.type('text/html; charset=utf-8').send(html));
}

const intro = `<p>Every procedure is a route. Send its input as JSON, with an API key: <code>Authorization: Bearer tk_…</code>.
A route that only reads also answers to a GET with its input in the query. <a href="/openapi.json">openapi.json</a> describes them to programs.</p>`;

interface Operation {
  readonly description: string;
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: object } } };
}

const paths = spec.paths as unknown as Readonly<Record<string, { readonly get?: object; readonly post: Operation }>>;

function entryOf(name: string): string {
  const path = restPath(name);
  const { get, post } = paths[path]!;
  const schema = post.requestBody?.content['application/json'].schema;
  const input = schema ? `<pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre>` : '<p>It takes no input.</p>';
  return `<details><summary><code>${get ? 'GET, POST' : 'POST'} ${path}</code></summary><p>${escapeHtml(post.description)}</p>${input}</details>`;
}
