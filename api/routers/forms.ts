import { z } from 'zod';
import { openCampaign } from '../../db/campaigns/campaigns.ts';
import { signForm } from '../pages/form-id.ts';
import { leadRef } from '../procedures/instant-input.ts';
import { notFound, unknownName } from '../procedures/refusal.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { text } from '../procedures/values.ts';

/** Forms on the web. */
export const forms = router({
  /** The URL for a form on a page, with the campaign that people enter and the source of their leads. */
  link: procedureFor('marketer')
    .input(
      z.strictObject({
        form: text('name'),
        /** Its name. */
        campaign: text('name').optional(),
        source: text('label').optional(),
        /** The lead that the address is made for; the page then asks only for what they have not answered. */
        leadId: leadRef.optional(),
      }),
    )
    .query(async ({ ctx: { db, links, settings }, input: { form, campaign: name, source, leadId } }) => {
      if (!Object.hasOwn(settings.forms, form)) throw unknownName('form', form, Object.keys(settings.forms));
      const campaign = name === undefined ? undefined : await openCampaign(db, { name });
      if (name !== undefined && !campaign) throw notFound('campaign', `"${name}"`);
      return { url: signForm(links, { form, campaignId: campaign?.id, source, leadId }) };
    }),
});
