import { z } from 'zod';
import { catalog } from '../../content/catalog.gen.ts';
import { compiled } from '../../content/compiled.ts';
import { previewContent } from '../../content/preview.ts';
import type { ContentEntry } from '../../content/entry.ts';
import { personas, type Persona } from '../../domain/people/persona.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { key } from '../procedures/values.ts';
import { keysOf } from '../procedures/zod-keys.ts';

/** The emails of the house. */
export const content = router({
  list: procedureFor('marketer', 'manager', 'rep').query((): (ContentEntry & { id: string })[] =>
    Object.entries(catalog).map(([id, entry]) => ({ id, ...entry })),
  ),

  /** An email as somebody would get it; the people in it don't exist, and its links lead nowhere. */
  preview: procedureFor('marketer', 'manager', 'rep')
    .input(z.strictObject({ id: key, persona: z.enum(['default', ...keysOf<Persona>(personas)]).default('default') }))
    .query(({ input }) => previewContent(compiled, input.id, input.persona)),
});
