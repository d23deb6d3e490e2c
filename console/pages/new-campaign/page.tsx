import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useMay } from '../../app/may.ts';
import { AudienceField } from '../../parts/audience-field.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useTell } from '../../parts/tell.tsx';
import layout from '../../style/layout.module.css';
import { Pace } from '../campaign/pace.tsx';
import type { DraftInput } from './draft-input.ts';
import { ProgramInput } from './program-input.tsx';
import { WhatItRuns } from './what-it-runs.tsx';

/** A draft of a campaign: what it runs, and for whom. Saving it shows who would get what; nobody gets anything. */
export function Page() {
  const may = useMay();
  if (may('campaigns.draft')) return <NewCampaign />;
  return (
    <Empty title="Only marketers can make campaigns.">
      Ask one of them. On the page Campaigns, you can watch every campaign, and pause it.
    </Empty>
  );
}

function NewCampaign() {
  const { audience = '', email } = useSearch({ from: '/campaigns/new' });
  const [draft, setDraft] = useState<DraftInput>({ name: '', email, audience, cost: 0, spreadDays: 0, again: false });
  const change = (changes: Partial<DraftInput>) => setDraft((now) => ({ ...now, ...changes }));
  const { data: programs } = useQuery(api.programs.list.queryOptions());
  const navigate = useNavigate();
  const cache = useQueryClient();
  const tell = useTell();
  const save = useMutation(
    api.campaigns.draft.mutationOptions({
      onSuccess: async ({ campaignId }) => {
        void cache.invalidateQueries(api.campaigns.pathFilter());
        await navigate({ to: '/campaigns/$campaign', params: { campaign: campaignId } });
      },
      onError: tell.problem,
    }),
  );
  return (
    <>
      <PageHead title="New campaign" about="Nobody gets anything before you start it." />
      <form
        className={`${layout.page} ${layout.columns}`}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(draft);
        }}
      >
        <div className={layout.stack}>
          <Panel title="What it runs">
            <div className={layout.stack}>
              <label>
                Name
                <input required autoFocus value={draft.name} onChange={({ target }) => change({ name: target.value })} />
              </label>
              <WhatItRuns draft={draft} programs={programs ?? []} onChange={change} />
              <ProgramInput
                wanted={programs?.find(({ id }) => id === draft.program)?.input ?? []}
                values={draft.input ?? {}}
                onChange={(input) => change({ input })}
              />
            </div>
          </Panel>
          <Panel title="Whom it is for">
            <AudienceField value={draft.audience as string} onChange={(audience) => change({ audience })} />
          </Panel>
        </div>
        <div className={layout.stack}>
          <Panel title="Pace and cost">
            <Pace values={draft} onChange={change} />
          </Panel>
          <button className="main" disabled={save.isPending}>
            Save the draft and see who would get it
          </button>
        </div>
      </form>
    </>
  );
}
