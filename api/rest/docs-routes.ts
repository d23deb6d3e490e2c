import type { FastifyInstance } from 'fastify';
import { escapeHtml, page } from '../pages/pages.ts';
import { procedures } from '../router.ts';
import spec from './openapi.gen.json' with { type: 'json' };
import { answerName } from './answer-name.ts';
import { restPath } from './rest-path.ts';

/** `GET /openapi.json` describes the API to programs, and `GET /docs` to people. Neither shows anything of an installation. */
export function docsRoutes(app: FastifyInstance): void {
  app.get('/openapi.json', async () => spec);
  const html = page('The API of Trellis', [intro, ...Object.keys(procedures).map(entryOf)].join('\n'));
  app.get('/docs', async (_, reply) => await reply.type('text/html; charset=utf-8').send(html));
}

const intro = `<p>Every procedure is a route. Send its input as JSON, with an API key: <code>Authorization: Bearer tk_…</code>.
A route that only reads also answers GET, with its input in the query. <a href="/openapi.json">openapi.json</a> describes them for programs.</p>`;

interface Content {
  readonly content: { readonly 'application/json': { readonly schema: object } };
}

interface Operation {
  readonly description: string;
  readonly requestBody?: Content;
}

const paths = spec.paths as unknown as Readonly<Record<string, { readonly get?: object; readonly post: Operation }>>;
const schemas = new Map<string, object>(Object.entries(spec.components.schemas));

function entryOf(name: string): string {
  const path = restPath(name);
  const { get, post } = paths[path]!;
  const schema = post.requestBody?.content['application/json'].schema;
  const input = schema ? inJson(schema) : '<p>It takes no input.</p>';
  const answer = `<details><summary>The answer</summary>${inJson(schemas.get(answerName(name))!)}</details>`;
  return `<details><summary><code>${get ? 'GET, POST' : 'POST'} ${path}</code></summary><p>${escapeHtml(post.description)}</p>${input}${answer}</details>`;
}

const inJson = (schema: object) => `<pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre>`;
