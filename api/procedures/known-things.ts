import { isKnown } from '../../db/known.ts';
import type { ApiDeps } from './context.ts';
import { idInput } from './instant-input.ts';
import { notFound } from './refusal.ts';

/** What an input names by its id, besides leads and tasks, on which the caller also needs rights. */
const things = [
  { field: 'campaignId', what: 'campaign', table: 'campaigns' },
  { field: 'accountId', what: 'account', table: 'accounts' },
  { field: 'importId', what: 'import', table: 'imports' },
] as const;

/** A procedure can't forget to check them. @throws Refusal for an id that nothing has; an empty list would be no answer */
export async function mustBeKnown({ db }: Pick<ApiDeps, 'db'>, input: unknown): Promise<void> {
  if (typeof input !== 'object' || input === null) return;
  for (const { field, what, table } of things) {
    const id = idInput.safeParse((input as Readonly<Record<string, unknown>>)[field]).data;
    if (id !== undefined && !(await isKnown(db, table, id))) throw notFound(what, id);
  }
}
