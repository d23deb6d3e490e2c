import { Link } from '@tanstack/react-router';
import { api, type Outputs } from '../../app/api.ts';
import { usePages } from '../../app/use-pages.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { May } from '../../parts/may.tsx';
import { Opens } from '../../parts/opens.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import { StateTag } from '../campaign/state-tag.tsx';

type Campaign = Outputs['campaigns']['list']['items'][number];

/** All campaigns, newest first. */
export function Page() {
  const list = usePages(api.campaigns.list, {});
  const campaigns = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <PageHead title="Campaigns" about="A campaign runs a program for an audience, or sends it one email.">
        <May call="imports.list">
          <Link className="button" to="/imports">
            Imports
          </Link>
        </May>
        <May call="campaigns.draft">
          <Link className="button" to="/campaigns/new">
            New campaign
          </Link>
        </May>
      </PageHead>
      <div className={layout.page}>
        {list.error ? (
          <Problem error={list.error} reset={() => void list.refetch()} />
        ) : (
          <DataTable<Campaign>
            label="Campaigns"
            rows={campaigns}
            busy={list.isPending}
            keyOf={({ id }) => id}
            linkOf={({ id }) => ({ to: '/campaigns/$campaign', params: { campaign: id } })}
            columns={[
              { title: 'Name', of: ({ name }) => name },
              { title: 'State', of: ({ state }) => <StateTag state={state} />, text: ({ state }) => state },
              { title: 'Runs', of: ({ program, content }) => (content === null ? program : `the email ${content}`) },
              members('In it', 'in', ({ living }) => living),
              members('Through', 'through', ({ ended }) => ended),
              members('Left out', 'out', ({ refused }) => refused),
              {
                title: 'Starts',
                of: ({ startsAt }) => (startsAt === null ? 'not started' : <Minute at={startsAt} />),
                text: ({ startsAt }) => startsAt,
              },
              { title: 'Started by', of: ({ launchedBy }) => launchedBy },
            ]}
            more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
            none={
              <Empty title="There are no campaigns yet.">
                Import a list of leads or choose an audience, then press “New campaign”. Nobody gets anything before you start the
                campaign.
              </Empty>
            }
          />
        )}
      </div>
    </>
  );
}

/** A column of counts. Each count opens its members. */
const members = (title: string, is: string, countOf: (campaign: Campaign) => number): Column<Campaign> => ({
  title,
  number: true,
  of: (campaign) => (
    <Opens
      n={countOf(campaign)}
      what={`${campaign.name}: ${title.toLowerCase()}`}
      to={{ to: '/campaigns/$campaign/leads', params: { campaign: campaign.id }, search: { is } }}
    />
  ),
  text: countOf,
});
