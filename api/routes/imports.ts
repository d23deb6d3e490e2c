import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ApiRole } from '../../db/columns.ts';
import type { Principal } from '../../db/api-keys.ts';
import { importById } from '../../db/imports.ts';
import { auditedRoute } from '../audited.ts';
import { admit } from '../auth.ts';
import type { ApiDeps } from '../context.ts';
import { importLeads } from '../import/import-leads.ts';
import { importFields, mappingInput } from '../import/import-input.ts';
import { rejectsCsv } from '../import/rejects-csv.ts';
import { fileSource, spool } from '../import/source.ts';
import { tableOf } from '../import/table.ts';
import { redacted } from '../redact.ts';
import { badRequest, notFound } from '../refusal.ts';
import { refuse } from './refuse.ts';

/** Bytes: some 10,000,000 leads. */
const LARGEST_FILE = 2 * 1024 ** 3;

const listed = z.union([z.string(), z.array(z.string())]).transform((one) => [one].flat());
const query = z.strictObject({
  ...importFields,
  id: z.uuid().optional(),
  /** `map=field=column`, as often as needed. */
  map: listed.optional(),
  ignore: listed.optional(),
  dryRun: z.enum(['', 'true', '1', 'false']).optional(),
});

/**
 * `POST /imports?source=…&consentBasis=…`: a file of leads of any size as the body, whatever its content type says. It is kept on disk while
 * it is read, and answered when it is saved; `id` names the import in advance, so that `imports.get` tells how far it is.
 * `GET /imports/:id/rejects.csv`: what was rejected, for a spreadsheet.
 */
export const importRoutes = (app: FastifyInstance, deps: ApiDeps): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_, payload, done) => done(null, payload));
  app.setErrorHandler(async (error, _, reply) => await refuse(error, reply));
  const principals = new WeakMap<FastifyRequest, Principal>();
  const only = (what: string, ...roles: ApiRole[]) => ({
    // Before the body: nobody uploads a file to be turned away.
    onRequest: async (request: FastifyRequest) => void principals.set(request, await admit(deps, request, roles, what)),
  });
  app.post('/imports', only('POST /imports', 'marketer', 'intake'), async (request) => {
    const principal = principals.get(request)!;
    const act = { action: 'POST /imports', given: redacted(query, request.query) };
    return await auditedRoute(deps, principal, act, async () => await take(request, principal.name));
  });
  const take = async (request: FastifyRequest, importedBy: string) => {
    const { map, dryRun, ...order } = query.parse(request.query);
    if (!request.body)
      throw badRequest('fileEmpty', 'The request has no body.', undefined, 'Send the file as it is, as its body.');
    await using file = await spool(request.body as Readable, LARGEST_FILE);
    return await importLeads(deps, {
      ...order,
      mapping: mappingInput.parse(map ?? []),
      dryRun: dryRun !== undefined && dryRun !== 'false',
      table: await tableOf(await fileSource(file.path)),
      importedBy,
    });
  };
  app.get<{ Params: { id: string } }>(
    '/imports/:id/rejects.csv',
    only('GET /imports/:id/rejects.csv', 'marketer'),
    async ({ params: { id } }, reply) => {
      const found = z.uuid().safeParse(id).success ? await importById(deps.db, id) : undefined;
      if (!found) throw notFound('import', id);
      return await reply
        .headers({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="rejects-${id}.csv"` })
        .send(rejectsCsv(deps.db, id, found.reading?.columns ?? []));
    },
  );
};
