import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { May } from '../../parts/may.tsx';
import layout from '../../style/layout.module.css';
import { DraftPreview } from './draft-preview.tsx';
import { EditDraft } from './edit-draft.tsx';
import { ExpectedEmails } from './expected-emails.tsx';
import type { Campaign } from './campaign.ts';
import { StartForm } from './start-form.tsx';
import { TestEmail } from './test-email.tsx';

/** A draft: who would get it and who would not, a test email, and the start. */
export function Draft({ campaign }: { readonly campaign: Campaign }) {
  const { data: preview, error } = useQuery(api.campaigns.preview.queryOptions({ campaignId: campaign.id, days: 0 }));
  return (
    <div className={`${layout.page} ${layout.columns}`}>
      <div className={layout.stack}>
        <May call="campaigns.update">
          <EditDraft campaign={campaign} />
        </May>
        <DraftPreview campaignId={campaign.id} preview={preview} error={error} />
        {preview && preview.leads > 0 && <ExpectedEmails campaignId={campaign.id} />}
      </div>
      <div className={layout.stack}>
        <May call="campaigns.test">
          <TestEmail campaign={campaign} />
        </May>
        <May call="campaigns.start">
          <StartForm campaign={campaign} preview={preview} />
        </May>
      </div>
    </div>
  );
}
