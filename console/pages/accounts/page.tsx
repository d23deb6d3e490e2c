import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import { api, type Inputs, type Outputs } from '../../app/api.ts';
import { rowsOf, usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Opens } from '../../parts/opens.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { SortChoice } from '../../parts/sort-choice.tsx';
import layout from '../../style/layout.module.css';
import { peopleAt } from '../account/people-at.ts';

type Company = Outputs['accounts']['list']['items'][number];
type Sort = NonNullable<Exclude<Inputs['accounts']['list'], void>['sort']>;

const sorts = { name: 'By name', newest: 'Newest first' } as const satisfies Record<Sort, string>;

/** The companies of leads, found by the beginning of a name or a domain. */
export function Page() {
  const { text, sort } = useSearch({ from: '/accounts' });
  const navigate = useNavigate({ from: '/accounts' });
  const list = usePages(api.accounts.list, { text: useDeferredValue(text), sort: sort as Sort | undefined });
  const narrow = (to: { text?: string | undefined; sort?: string }) =>
    void navigate({ search: (now) => ({ ...now, ...to }), replace: true });
  return (
    <>
      <PageHead title="Companies">
        <SortChoice of={sorts} value={sort ?? 'name'} onChange={(to) => narrow({ sort: to })} />
      </PageHead>
      <div className={layout.page}>
        <label>
          Name or domain
          <input type="search" value={text ?? ''} onChange={({ target }) => narrow({ text: target.value || undefined })} />
        </label>
        {list.error ? (
          <Problem error={list.error} reset={() => void list.refetch()} />
        ) : (
          <DataTable<Company>
            label="Companies"
            {...rowsOf(list)}
            keyOf={({ id }) => id}
            linkOf={({ id, domain }) => ({ to: '/accounts/$account', params: { account: domain ?? id } })}
            columns={[
              { title: 'Name', of: ({ name }) => name },
              { title: 'Domain', of: ({ domain }) => domain },
              { title: 'Relationship', of: ({ relationship }) => relationship },
              { title: 'Owner', of: ({ owner, team }) => owner && `${owner}, ${team}` },
              {
                title: 'People',
                number: true,
                of: ({ name, people }) => (
                  <Opens n={people} what={`People at ${name}`} to={{ to: '/leads', search: { where: peopleAt(name) } }} />
                ),
                text: ({ people }) => people,
              },
              {
                title: 'Open deals',
                number: true,
                of: ({ id, domain, name, openDeals }) => (
                  <Opens
                    n={openDeals}
                    what={`Open deals of ${name}`}
                    to={{ to: '/accounts/$account', params: { account: domain ?? id } }}
                  />
                ),
                text: ({ openDeals }) => openDeals,
              },
            ]}
            none={<Empty title="No company matches.">A company is added with the first lead who works there.</Empty>}
          />
        )}
      </div>
    </>
  );
}
