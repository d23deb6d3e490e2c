import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { count } from '../../app/number.ts';
import { Facts } from '../../parts/facts.tsx';
import { May } from '../../parts/may.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useTell } from '../../parts/tell.tsx';
import layout from '../../style/layout.module.css';
import type { Campaign } from './campaign.ts';

/** What the campaign costs, and what one lead of each stage has cost so far. */
export function Money({ campaign: { id: campaignId, cost } }: { readonly campaign: Campaign }) {
  const { data } = useQuery(api.campaigns.results.queryOptions({ campaignId, by: 'stage' }));
  const rows = (data?.rows ?? []).flatMap((row) => ('stage' in row ? [row] : []));
  const stages = priced.flatMap((stage) => rows.filter((row) => row.stage === stage));
  return (
    <Panel title="Cost" about={`${count(cost)} so far, in your currency.`}>
      <div className={layout.stack}>
        <Facts
          of={stages.map(({ label, leads }) => [
            `For each ${label}`,
            leads > 0 && cost > 0 ? count(Math.round(cost / leads)) : undefined,
          ])}
        />
        <May call="campaigns.update">
          <Cost campaignId={campaignId} cost={cost} />
        </May>
      </div>
    </Panel>
  );
}

const priced = ['mql', 'sal', 'opportunity', 'customer'];

function Cost({ campaignId, cost }: { readonly campaignId: string; readonly cost: number }) {
  const [value, setValue] = useState(String(cost));
  const tell = useTell();
  const cache = useQueryClient();
  const update = useMutation(
    api.campaigns.update.mutationOptions({
      onSuccess: ({ next }, given) => {
        void cache.invalidateQueries(api.campaigns.pathFilter());
        const undo = given.cost === cost ? undefined : () => update.mutate({ campaignId, cost });
        tell.done(next, { undo });
      },
      onError: tell.problem,
    }),
  );
  return (
    <form
      className={layout.row}
      onSubmit={(event) => {
        event.preventDefault();
        update.mutate({ campaignId, cost: Number(value) });
      }}
    >
      <label className={layout.grow}>
        <span className="visually-hidden">Cost</span>
        <input type="number" min={0} required value={value} onChange={({ target }) => setValue(target.value)} />
      </label>
      <button disabled={update.isPending}>Save the cost</button>
    </form>
  );
}
