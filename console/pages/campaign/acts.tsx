import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useTell } from '../../parts/tell.tsx';
import { AddLeads } from './add-leads.tsx';
import { Hold, type HoldKind } from './hold.tsx';
import type { Campaign } from './campaign.ts';

const canBeHeld: readonly Campaign['state'][] = ['scheduled', 'running', 'paused'];

/** What one can do with a campaign that was started. */
export function Acts({ campaign: { id: campaignId, state, email, held } }: { readonly campaign: Campaign }) {
  const [holding, setHolding] = useState<HoldKind>();
  const [adding, setAdding] = useState(false);
  const tell = useTell();
  const cache = useQueryClient();
  const resume = useMutation(
    api.campaigns.resume.mutationOptions({
      onSuccess: ({ next }) => {
        void cache.invalidateQueries(api.campaigns.pathFilter());
        tell.done(next);
      },
      onError: tell.problem,
    }),
  );
  if (!canBeHeld.includes(state)) return null;
  const isHeld = held.some(({ kind, accountId, leadId }) => kind === 'pause' && !accountId && !leadId);
  return (
    <>
      {isHeld ? (
        <button className="main" disabled={resume.isPending} onClick={() => resume.mutate({ campaignId })}>
          Resume for everybody
        </button>
      ) : (
        <button onClick={() => setHolding('pause')}>Pause…</button>
      )}
      <button className="danger" onClick={() => setHolding('stop')}>
        Stop…
      </button>
      {email === null && <button onClick={() => setAdding(true)}>Add leads…</button>}
      {holding && <Hold kind={holding} campaignId={campaignId} onClose={() => setHolding(undefined)} />}
      {adding && <AddLeads campaignId={campaignId} onClose={() => setAdding(false)} />}
    </>
  );
}
