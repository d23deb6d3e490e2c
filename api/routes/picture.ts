import type { FastifyInstance } from 'fastify';
import { pictureNamed } from '../../db/touches/pictures.ts';
import type { ApiDeps } from '../procedures/context.ts';

const NAME = /^[0-9a-f]{32}\.[a-z]{3,4}$/;

/** The name is the hash of the picture, so its content never changes. */
const forEver = 'public, max-age=31536000, immutable';

/** `GET /i/:name`: a picture in an email. Requests are not recorded: loading it is neither a click nor an open. */
export function pictureRoute(app: FastifyInstance, { db }: ApiDeps): void {
  app.get<{ Params: { name: string } }>('/i/:name', async ({ params: { name }, headers }, reply) => {
    const picture = NAME.test(name) ? await pictureNamed(db, name) : undefined;
    if (!picture) {
      await reply.code(404).header('cache-control', 'no-store').send();
      return;
    }
    const etag = `"${name}"`;
    reply.headers({ etag, 'cache-control': forEver, 'x-content-type-options': 'nosniff' });
    if (headers['if-none-match']?.split(/,\s*/).some((one) => one.replace(/^W\//, '') === etag)) await reply.code(304).send();
    else await reply.type(picture.type).send(picture.bytes);
  });
}
