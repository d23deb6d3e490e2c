import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { useAct } from '../../app/use-act.ts';
import { Banner } from '../../parts/banner.tsx';
import { BrakeBanner } from '../../parts/brake-banner.tsx';
import { CampaignLink } from '../../parts/campaign-link.tsx';
import { Minute, When } from '../../parts/when.tsx';
import { opened, released } from './acts/deeds.ts';
import type { Lead } from './lead.ts';

/** What stops messages to a lead that was not said of the lead: of its account, its domain, everybody, or its campaign. */
export const Stops = ({ lead }: { readonly lead: Lead }) => (
  <>
    <Closings lead={lead} />
    <Brakes lead={lead} />
  </>
);

/** For whom a closing is that concerns more than one lead. */
const whom: Readonly<Record<string, (who: string) => string>> = {
  account: (who) => `anyone at ${who}`,
  domain: (who) => `anyone at ${who} and its subdomains`,
  everybody: () => 'anybody',
};

function Closings({ lead: { id: leadId } }: { readonly lead: Lead }) {
  const { data } = useQuery(api.suppressions.list.queryOptions({ leadId }));
  const act = useAct();
  return data?.items.map(({ id, scope, who, channel, label, by, at, until, mayOpen }) => {
    const of = whom[scope];
    if (!of) return null;
    return (
      <Banner
        key={id}
        label="What is closed"
        tone="soon"
        action={
          mayOpen && (
            <button disabled={act.isPending} onClick={() => act.mutate(() => opened(id))}>
              Open it again
            </button>
          )
        }
      >
        <strong>
          {channel === 'all' ? 'Nothing' : `Nothing by ${channel}`} goes out to {of(who)}
          {until && (
            <>
              {' '}
              until <Minute at={until} />
            </>
          )}
          .
        </strong>{' '}
        <small>
          {label}. {by && `By ${by}, `}
          <When at={at} />
        </small>
      </Banner>
    );
  });
}

function Brakes({ lead }: { readonly lead: Lead }) {
  const act = useAct();
  return lead.brakes.map((brake) => (
    <BrakeBanner
      key={`${brake.kind} ${brake.campaignId} ${brake.whose}`}
      brake={brake}
      what={
        <>
          The campaign <CampaignLink id={brake.campaignId} name={brake.campaign} />
        </>
      }
      whose={
        brake.whose === 'lead' ? 'for this lead' : brake.whose === 'account' ? `for everyone at ${brake.account}` : undefined
      }
      action={
        brake.mayRelease && (
          <button disabled={act.isPending} onClick={() => act.mutate(() => released(lead, brake))}>
            Resume it
          </button>
        )
      }
    />
  ));
}
