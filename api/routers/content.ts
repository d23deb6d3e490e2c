import { z } from 'zod';
import { previewContent, samplesFrom } from '../../content/preview.ts';
import type { ContentEntry } from '../../content/entry.ts';
import { sendTestOf } from '../campaigns/send-test.ts';
import { contentVersions, withVersionB } from '../content/versions.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { emailAddress, key } from '../procedures/values.ts';
import { scopeInput } from '../reports/input.ts';
import { report } from '../reports/report.ts';
import { personaNamed } from '../procedures/policy-names.ts';

const span = scopeInput.pick({ from: true, to: true, days: true, ago: true, anew: true });

/** The emails of the app. */
export const content = router({
  list: procedureFor('marketer', 'manager', 'rep').query(({ ctx }): (ContentEntry & { id: string })[] =>
    Object.entries(ctx.settings.content).map(([id, { entry }]) => ({ id, ...entry })),
  ),

  /** An email as a lead would get it, in its first or second version. The people in it are invented, and its links do nothing. */
  preview: procedureFor('marketer', 'manager', 'rep')
    .input(z.strictObject({ id: key, persona: key.default('default'), version: z.enum(['a', 'b']).default('a') }))
    .query(({ ctx, input }) => {
      const { content, company } = ctx.settings;
      const persona = input.persona === 'default' ? 'default' : personaNamed(ctx, input.persona);
      const shown = input.version === 'b' ? withVersionB(content, input.id) : content;
      return previewContent(shown, input.id, persona, samplesFrom(company), ctx.policy.fields);
    }),

  /** What was sent of each content to each kind of buyer, how often its goal was met, and how many replied; the last 30 days by default. */
  grid: procedureFor('marketer', 'manager')
    .input(span.prefault({}))
    .query(async ({ ctx, input }) => await report(ctx, 'contentGrid', input)),

  /** What came of a content by its versions, with intervals, and what can be said of its two subjects; the last 90 days by default. */
  results: procedureFor('marketer', 'manager')
    .input(span.extend({ id: key }))
    .query(async ({ ctx, input }) => await report(ctx, 'contentResults', input)),

  /** The versions of a content: which were sent, when and how often, and which would be sent now; each with its text. */
  versions: procedureFor('marketer', 'manager')
    .input(z.strictObject({ id: key }))
    .query(async ({ ctx, input: { id } }) => contentVersions(ctx, id, (await report(ctx, 'versionsSent', { id })).sent)),

  /** Sends a content to an address as a test; no ledger knows of it. */
  test: procedureFor('marketer')
    .input(z.strictObject({ id: key, to: emailAddress }))
    .mutation(async ({ ctx, input }) => await sendTestOf(ctx, input)),
});
