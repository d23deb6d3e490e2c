import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { count } from '../../app/number.ts';
import { Behind } from '../../parts/behind.tsx';
import { Facts } from '../../parts/facts.tsx';
import { May } from '../../parts/may.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useTell } from '../../parts/tell.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import layout from '../../style/layout.module.css';
import type { Campaign } from './campaign.ts';

/** What the campaign costs, how many leads have reached each stage since they entered it, and what each of them has cost. */
export function Money({ campaign }: { readonly campaign: Campaign }) {
  const { id: campaignId, cost, email, progress } = campaign;
  return (
    <Panel title="Cost" about={`${count(cost)} so far, in your currency.`}>
      <div className={layout.stack}>
        {email === null ? (
          <ByStage campaign={campaign} />
        ) : (
          <Facts of={[['For each lead that got it', costEach(cost, progress.through)]]} />
        )}
        <May call="campaigns.update">
          <Cost campaignId={campaignId} cost={cost} />
        </May>
      </div>
    </Panel>
  );
}

const costEach = (cost: number, leads: number): string | undefined =>
  leads > 0 && cost > 0 ? count(Math.round(cost / leads)) : undefined;

/** A lead who became a customer has reached all stages before. */
function ByStage({ campaign: { id: campaignId, cost, launchedAt } }: { readonly campaign: Campaign }) {
  const from = launchedAt ?? undefined;
  const { data } = useQuery(api.reports.funnel.queryOptions({ campaignId, from }));
  const [all] = data?.groups ?? [];
  if (!all) return null;
  return (
    <SmallTable label="Cost by stage" titles={['Reached', { ofNumbers: 'Leads' }, { ofNumbers: 'Cost each' }]}>
      {all.stages
        .filter(({ stage }) => stage !== 'inquiry')
        .map(({ stage, label, reached, people }) => (
          <tr key={stage}>
            <th scope="row">{label}</th>
            <td className="number">
              <Behind of={people.reached} what={`reached ${label}`}>
                {count(reached)}
              </Behind>
            </td>
            <td className="number">{costEach(cost, reached) ?? '–'}</td>
          </tr>
        ))}
    </SmallTable>
  );
}

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
