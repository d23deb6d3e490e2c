import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client, type Inputs } from '../../app/api.ts';
import { useMay } from '../../app/may.ts';
import { counted } from '../../app/number.ts';
import { usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import layout from '../../style/layout.module.css';
import { Bulk } from './bulk.tsx';
import { columns, namesIn, type Lead } from './columns.tsx';
import { Filter } from './filter.tsx';
import { View } from './view.tsx';

type Listed = Exclude<Inputs['leads']['list'], void>;

/** A list of leads; the filter, the order and the columns stand in the address of the page. */
export function Page() {
  const { where, sort, columns: said } = useSearch({ from: '/leads' });
  const navigate = useNavigate({ from: '/leads' });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const filter: Listed = { where, sort: sort as Listed['sort'] };
  const list = usePages(api.leads.list, filter);
  const leads = list.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = namesIn(said);
  const narrow = (where: string | undefined) => {
    setChosen(new Set());
    void navigate({ search: (now) => ({ ...now, where }) });
  };
  return (
    <>
      <PageHead title="Leads" about={<Count where={where} />}>
        <View sort={sort} shown={shown} />
      </PageHead>
      <div className={layout.page}>
        <Filter where={where} onChange={narrow} />
        {list.error ? (
          <Problem error={list.error} reset={() => void list.refetch()} />
        ) : (
          <DataTable<Lead>
            label="Leads"
            rows={leads}
            busy={list.isPending}
            keyOf={({ id }) => id}
            linkOf={({ id }) => ({ to: '/leads/$lead', params: { lead: id } })}
            columns={columns.filter(({ name }) => shown.includes(name))}
            more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
            chosen={{ keys: chosen, onChange: setChosen }}
            everything={() => everyLead(filter)}
            none={<Empty title="No lead matches.">Remove a filter, or import a list of leads on the page Campaigns.</Empty>}
          />
        )}
        <Bulk leads={leads.filter(({ id }) => chosen.has(id))} onClear={() => setChosen(new Set())} />
      </div>
    </>
  );
}

/** Of a page for a file; the API gives no longer ones. */
const LONGEST_PAGE = 1_000;

/** All pages of a list, one after the other. */
async function everyLead(filter: Listed): Promise<readonly Lead[]> {
  const leads: Lead[] = [];
  for (let after: string | undefined; ;) {
    const { items, next } = await client.leads.list.query({ ...filter, after, limit: LONGEST_PAGE });
    leads.push(...items);
    if (next === undefined) return leads;
    after = next;
  }
}

function Count({ where }: { readonly where: string | undefined }) {
  const may = useMay();
  const { data } = useQuery({
    ...api.segments.count.queryOptions({ audience: where ?? { everybody: true } }),
    enabled: may('segments.count'),
    retry: false,
  });
  return data ? counted(data.leads, 'lead') : <>&nbsp;</>;
}
