import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, client } from '../../app/api.ts';
import { share } from '../../app/number.ts';
import { CountedAt } from '../../parts/counted-at.tsx';
import { Figures } from '../../parts/figures.tsx';
import { Opens } from '../../parts/opens.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import layout from '../../style/layout.module.css';
import { Diagram } from './diagram.tsx';
import { useDrawings } from './drawing.ts';
import { Held } from './held.tsx';
import { Money } from './money.tsx';
import type { Campaign } from './campaign.ts';
import { Results } from './results.tsx';

/** A campaign that was started: its leads on the program's diagram, what was sent and what came of it, and who was left out. */
export function Running({ campaign }: { readonly campaign: Campaign }) {
  // They stand above other things, which would jump when they come.
  const above = [useStages(campaign.id), useDrawings()];
  if (above.some(({ isPending }) => isPending)) return <Waiting />;
  return (
    <div className={layout.page}>
      <ResultsCountedAt campaignId={campaign.id} />
      <Progress campaign={campaign} />
      <Held campaign={campaign} />
      {campaign.email === null && <Diagram campaign={campaign} />}
      <Results campaignId={campaign.id} />
      <div className={layout.columns}>
        <LeftOut campaign={campaign} />
        <Money campaign={campaign} />
      </div>
    </div>
  );
}

/** How old the numbers of a large campaign are, which Trellis counts ahead. */
function ResultsCountedAt({ campaignId }: { readonly campaignId: string }) {
  const { data } = useStages(campaignId);
  const cache = useQueryClient();
  const again = async () => {
    const bys = ['stage', 'email'] as const;
    await Promise.all(bys.map((by) => client.campaigns.results.query({ campaignId, by, anew: true })));
    await cache.invalidateQueries(api.campaigns.results.pathFilter());
  };
  return <CountedAt at={data?.countedAt} again={again} />;
}

function Progress({ campaign: { id, progress, email } }: { readonly campaign: Campaign }) {
  const all = progress.in + progress.through;
  const leads = (label: string, is: 'in' | 'through' | 'out') => ({
    label,
    value: (
      <Opens n={progress[is]} what={label} to={{ to: '/campaigns/$campaign/leads', params: { campaign: id }, search: { is } }} />
    ),
  });
  return (
    <Figures
      of={[
        { ...leads(email === null ? 'In it now' : 'Waiting to enter', 'in'), about: share(progress.in, all) },
        { ...leads(email === null ? 'Through' : 'Got it', 'through'), about: share(progress.through, all) },
        { ...leads('Left out', 'out'), about: 'each with a reason' },
        ...useStageFigures(id),
      ]}
    />
  );
}

/** The stages of sales, of those that the campaign has reached. */
const shown = ['mql', 'sal', 'opportunity', 'customer'];

const useStages = (campaignId: string) => useQuery(api.campaigns.results.queryOptions({ campaignId, by: 'stage' }));

function useStageFigures(campaignId: string) {
  const { data } = useStages(campaignId);
  const rows = (data?.rows ?? []).flatMap((row) => ('stage' in row ? [row] : []));
  return shown
    .flatMap((stage) => rows.filter((row) => row.stage === stage))
    .map(({ stage, label, leads }) => ({
      label,
      value: (
        <Opens
          n={leads}
          what={label}
          to={{ to: '/campaigns/$campaign/leads', params: { campaign: campaignId }, search: { stage } }}
        />
      ),
      about: 'now',
    }));
}

const LeftOut = ({ campaign: { id, progress } }: { readonly campaign: Campaign }) => (
  <Panel title="Left out, and why" about="They were in the audience but did not get it.">
    {progress.outBecause.length === 0 && <p className="quiet">Nobody.</p>}
    <ul className={layout.stack}>
      {progress.outBecause.map(({ code, text, leads }) => (
        <li key={code}>
          <Opens
            n={leads}
            what={text}
            to={{ to: '/campaigns/$campaign/leads', params: { campaign: id }, search: { is: 'out', because: code } }}
          />{' '}
          {text}
        </li>
      ))}
    </ul>
  </Panel>
);
