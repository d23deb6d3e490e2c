import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Principal } from '../../db/system/api-keys.ts';
import { importById } from '../../db/leads/imports.ts';
import { auditedRoute } from '../procedures/audited.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { requireKey } from '../edge/keys.ts';
import { limits } from '../edge/limits.ts';
import { principalOfRequest } from '../edge/principals.ts';
import type { Limiters } from '../edge/rates.ts';
import { fieldsWith } from '../import/fields.ts';
import { importLeads } from '../import/import-leads.ts';
import { importFields, mappingInput } from '../import/import-input.ts';
import { rejectsCsv } from '../import/rejects-csv.ts';
import { fileSource, spool } from '../import/source.ts';
import { tableOf } from '../import/table.ts';
import { idInput } from '../procedures/instant-input.ts';
import { redacted } from '../procedures/redact.ts';
import { badRequest, notFound } from '../procedures/refusal.ts';
import { text } from '../procedures/values.ts';

const listed = (one: ReturnType<typeof text>) => z.union([one, z.array(one)]).transform((some) => [some].flat());
const query = z.strictObject({
  ...importFields,
  id: idInput.optional(),
  /** `map=field=column`, may be repeated. */
  map: listed(text('words')).optional(),
  ignore: listed(text('sentence')).optional(),
  dryRun: z.enum(['', 'true', '1', 'false']).optional(),
});

/**
 * `POST /imports?source=…&consentBasis=…`: a file of leads as the body, whatever its content type. It is stored on disk while it is read,
 * and answered once it is saved; `id` names the import in advance, so that `imports.get` shows its progress.
 * `GET /imports/:id/rejects.csv`: the rejections, for a spreadsheet.
 */
export function importRoutes(app: FastifyInstance, deps: ApiDeps, limiters: Limiters): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_, payload, done) => done(null, payload));
  const most = deps.settings.importBytes ?? limits.file.bytes;
  const forSenders = requireKey(deps, limiters, { roles: ['marketer', 'intake'], what: 'POST /imports' });
  app.post('/imports', { onRequest: forSenders }, async (request) => {
    const principal = principalOfRequest(request)!;
    const act = { action: 'POST /imports', given: redacted(query, request.query) };
    return await auditedRoute(deps, principal, act, async () => await take(request, principal));
  });
  const take = async (request: FastifyRequest, { name: importedBy }: Principal) => {
    const { map, dryRun, ...order } = query.parse(request.query);
    if (!request.body)
      throw badRequest('fileEmpty', 'The request has no body.', undefined, 'Send the file unchanged as the body.');
    // A large file is answered once it is saved, and until then no data flows.
    request.raw.socket.setTimeout?.(0);
    await using file = await spool(request.body as Readable, most);
    const result = await importLeads(deps, {
      ...order,
      mapping: mappingInput.parse(map ?? []),
      dryRun: dryRun !== undefined && dryRun !== 'false',
      table: await tableOf(await fileSource(file.path)),
      importedBy,
    });
    return { ...result, fields: fieldsWith(deps.policy.fields) };
  };
  app.get<{ Params: { id: string } }>(
    '/imports/:id/rejects.csv',
    { onRequest: requireKey(deps, limiters, { roles: ['marketer'], what: 'GET /imports/:id/rejects.csv' }) },
    async ({ params: { id } }, reply) => {
      const found = idInput.safeParse(id).success ? await importById(deps.db, id) : undefined;
      if (!found) throw notFound('import', id);
      return await reply
        .headers({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="rejects-${id}.csv"` })
        .send(rejectsCsv(deps.db, id, found.reading?.columns ?? []));
    },
  );
}
