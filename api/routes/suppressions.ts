import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { auditedRoute } from '../procedures/audited.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { requireKey } from '../edge/keys.ts';
import { limits } from '../edge/limits.ts';
import { principalOfRequest } from '../edge/principals.ts';
import type { Limiters } from '../edge/rates.ts';
import { fileSource, spool } from '../import/source.ts';
import { tableOf } from '../import/table.ts';
import { redacted } from '../procedures/redact.ts';
import { badRequest } from '../procedures/refusal.ts';
import { text } from '../procedures/values.ts';
import { reasonInput } from '../suppressions/input.ts';
import { suppressionsCsv } from '../suppressions/export.ts';
import { importSuppressions } from '../suppressions/import.ts';

const flag = z.enum(['', 'true', '1', 'false']).transform((said) => said !== 'false');
const order = z.strictObject({
  reason: reasonInput.optional(),
  ignore: z
    .union([text('sentence'), z.array(text('sentence'))])
    .transform((some) => [some].flat())
    .optional(),
  everybodyThere: flag.default(false),
  dryRun: flag.default(false),
});
const view = z.strictObject({ hashed: flag.default(false) });

/**
 * `POST /suppressions?reason=…`: a list as the body, which is stored on disk while it is read.
 * `GET /suppressions.csv?hashed`: all who are not contacted, as a list.
 */
export function suppressionRoutes(app: FastifyInstance, deps: ApiDeps, limiters: Limiters): void {
  const forMarketers = (what: string) => requireKey(deps, limiters, { roles: ['marketer'], what });
  app.post('/suppressions', { onRequest: forMarketers('POST /suppressions') }, async (request) => {
    const principal = principalOfRequest(request)!;
    const act = { action: 'POST /suppressions', given: redacted(order, request.query) };
    return await auditedRoute(deps, principal, act, async () => {
      const asked = order.parse(request.query);
      if (!request.body) throw badRequest('fileEmpty', 'The request has no body.', undefined, 'Send the list as the body.');
      request.raw.socket.setTimeout?.(0);
      await using file = await spool(request.body as Readable, deps.settings.importBytes ?? limits.file.bytes);
      return await importSuppressions(deps, principal, await tableOf(await fileSource(file.path)), asked);
    });
  });
  app.get('/suppressions.csv', { onRequest: forMarketers('GET /suppressions.csv') }, async (request, reply) => {
    const { hashed } = view.parse(request.query);
    return await reply
      .headers({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="suppressions.csv"' })
      .send(suppressionsCsv(deps, hashed));
  });
}
