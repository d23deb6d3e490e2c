import { z } from 'zod';
import { previewContent, samplesFrom } from '../../content/preview.ts';
import type { ContentEntry } from '../../content/entry.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { key } from '../procedures/values.ts';
import { personaNamed } from '../procedures/policy-names.ts';

/** The emails of the app. */
export const content = router({
  list: procedureFor('marketer', 'manager', 'rep').query(({ ctx }): (ContentEntry & { id: string })[] =>
    Object.entries(ctx.settings.content).map(([id, { entry }]) => ({ id, ...entry })),
  ),

  /** An email as a lead would get it. The people in it are invented, and its links lead nowhere. */
  preview: procedureFor('marketer', 'manager', 'rep')
    .input(z.strictObject({ id: key, persona: key.default('default') }))
    .query(({ ctx, input }) => {
      const { content, company } = ctx.settings;
      const persona = input.persona === 'default' ? 'default' : personaNamed(ctx, input.persona);
      return previewContent(content, input.id, persona, samplesFrom(company), ctx.policy.fields);
    }),
});
