import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** The built console: `vite build` writes it there in the repository, and the package brings it. */
const built = fileURLToPath(new URL('../../console/dist/', import.meta.url));

/** Everything comes from this server, and nothing is inline: not even a stolen API answer can run as a script. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** A year: the name of such a file contains the hash of its content. */
const NEVER_CHANGES = 'private, max-age=31536000, immutable';

/** Serves the console at `/console/`: its files, and its one page at every other address, since the browser chooses what that shows. */
export async function serveConsole(app: FastifyInstance): Promise<void> {
  const isBuilt = existsSync(`${built}index.html`);
  if (isBuilt)
    await app.register(fastifyStatic, { root: built, serve: false, cacheControl: false, etag: true, preCompressed: true });
  const file = async (reply: FastifyReply, path: string) =>
    isBuilt ? await reply.sendFile(path) : await reply.code(503).type('text/plain').send(NOT_BUILT);

  app.get('/', async (_, reply) => await reply.redirect('/console/'));
  app.get('/console', async (_, reply) => await reply.redirect('/console/'));
  app.get<{ Params: { file: string } }>('/console/assets/:file', async ({ params }, reply) => {
    return await file(reply.header('cache-control', NEVER_CHANGES), `assets/${params.file}`);
  });
  app.get('/console/*', async (_, reply) => {
    reply.header('content-security-policy', contentSecurityPolicy).header('cache-control', 'no-cache');
    return await file(reply, 'index.html');
  });
}

const NOT_BUILT = 'The console is not built. Build it with "npm run build:console", or run "npm ci".\n';
