import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { AudienceField } from '../../parts/audience-field.tsx';
import { AudienceWords } from '../../parts/audience-words.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useTell } from '../../parts/tell.tsx';
import layout from '../../style/layout.module.css';
import { Pace } from './pace.tsx';
import type { Campaign } from './campaign.ts';

/** Whom a draft is for, how fast it goes and what it costs; all of it can still change. */
export function EditDraft({ campaign }: { readonly campaign: Campaign }) {
  const { audience, cost, spreadDays, again, holdoutPercent, values } = campaign;
  const [editing, setEditing] = useState(false);
  const { data: counts } = useQuery({
    ...api.segments.count.queryOptions({ audience: { ...audience } }),
    enabled: audience !== null,
  });
  const words = counts?.words ?? '';
  return (
    <Panel
      title="Whom it is for"
      about="It is a draft: nobody gets anything."
      actions={!editing && <button onClick={() => setEditing(true)}>Change</button>}
    >
      {editing ? (
        <Edit campaign={campaign} words={words} onDone={() => setEditing(false)} />
      ) : (
        <Facts
          of={[
            ['Audience', audience === null ? 'nobody yet' : <AudienceWords key="audience" of={words} />],
            ['Begins', spreadDays === 0 ? 'all at once' : `over ${spreadDays} days`],
            ['Cost', cost],
            ['Holdout', holdoutPercent === 0 ? 'none' : `${holdoutPercent} %`],
            ['Who may return', again ? 'leads that were archived, or were in it before' : 'nobody'],
            ...Object.entries(values).map(([name, value]) => [name, String(value)] as const),
          ]}
        />
      )}
    </Panel>
  );
}

interface EditProps {
  readonly campaign: Campaign;
  readonly words: string;
  readonly onDone: () => void;
}

function Edit({ campaign: { id: campaignId, cost, spreadDays, again, holdoutPercent }, words, onDone }: EditProps) {
  const [audience, setAudience] = useState(words);
  const [pace, setPace] = useState<Parameters<typeof Pace>[0]['values']>({ cost, spreadDays, again, holdoutPercent });
  const tell = useTell();
  const cache = useQueryClient();
  const update = useMutation(
    api.campaigns.update.mutationOptions({
      onSuccess: () => {
        void cache.invalidateQueries(api.campaigns.pathFilter());
        onDone();
      },
      onError: tell.problem,
    }),
  );
  return (
    <form
      className={layout.stack}
      onSubmit={(event) => {
        event.preventDefault();
        update.mutate({ campaignId, audience, ...pace });
      }}
    >
      <AudienceField value={audience} onChange={setAudience} />
      <Pace values={pace} onChange={(changes) => setPace((now) => ({ ...now, ...changes }))} />
      <div className={layout.row}>
        <button className="main" disabled={update.isPending}>
          Save
        </button>
        <button type="button" onClick={onDone}>
          Cancel
        </button>
      </div>
    </form>
  );
}
