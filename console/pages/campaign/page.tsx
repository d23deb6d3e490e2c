import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Minute } from '../../parts/when.tsx';
import { Acts } from './acts.tsx';
import type { Campaign } from './campaign.ts';
import { Draft } from './draft.tsx';
import { Running } from './running.tsx';
import { HeldBanner } from './held-banner.tsx';
import { StateTag } from './state-tag.tsx';

/** Real milliseconds between two looks at a campaign that moves. */
const LOOK_AGAIN_MS = 5_000;

/** A campaign: as a draft, whom it would reach; once it is started, how far it has come. */
export function Page() {
  const { campaign: campaignId } = useParams({ from: '/campaigns/$campaign' });
  const { data, error, refetch } = useQuery({
    ...api.campaigns.get.queryOptions({ campaignId }),
    refetchInterval: LOOK_AGAIN_MS,
  });
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!data) return <Waiting />;
  return (
    <>
      <HeldBanner campaign={data} />
      <PageHead title={data.name} about={<State campaign={data} />}>
        <Acts campaign={data} />
      </PageHead>
      {data.state === 'draft' ? <Draft campaign={data} /> : <Running campaign={data} />}
    </>
  );
}

const State = ({ campaign: { state, text, program, email, startsAt, launchedBy } }: { readonly campaign: Campaign }) => (
  <>
    <StateTag state={state} /> {text === state ? '' : `${text.slice(text.indexOf(':') + 1).trim()} · `}
    {email === null ? `program ${program}` : `the email ${email}, once`}
    {startsAt && (
      <>
        {' · '}
        {state === 'draft' || state === 'scheduled' ? 'starts' : 'started'} <Minute at={startsAt} />, by {launchedBy}
      </>
    )}
  </>
);
