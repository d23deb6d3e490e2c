import { useSearch } from '@tanstack/react-router';
import { api, type Outputs } from '../../app/api.ts';
import { usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import layout from '../../style/layout.module.css';

type Lead = Outputs['reports']['people']['items'][number];

/** The leads behind a number of a report. */
export function Page() {
  const { of, what } = useSearch({ from: '/funnel/leads' });
  const list = usePages(api.reports.people, { of: of ?? '' });
  const leads = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHead title={what ?? 'Leads behind a number'} about="The leads that this number counts.">
        <button onClick={() => globalThis.history.back()}>Back to the numbers</button>
      </PageHead>
      <div className={layout.page}>
        {list.error ? (
          <Problem error={list.error} reset={() => void list.refetch()} />
        ) : (
          <DataTable<Lead>
            label={what ?? 'Leads'}
            rows={leads}
            busy={list.isPending}
            keyOf={({ id }) => id}
            linkOf={({ id }) => ({ to: '/leads/$lead', params: { lead: id } })}
            columns={[
              { title: 'Name', of: ({ name, email }) => name || email },
              { title: 'Title', of: ({ title }) => title },
              { title: 'Company', of: ({ company }) => company },
              { title: 'Stage', of: ({ label }) => label },
              { title: 'Source', of: ({ source }) => source },
              { title: 'Owner', of: ({ owner }) => owner },
            ]}
            more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
            none={
              <Empty title="This number counts nobody now.">Leads may have been erased or merged since it was counted.</Empty>
            }
          />
        )}
      </div>
    </>
  );
}
