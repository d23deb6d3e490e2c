import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, type Outputs } from '../../app/api.ts';
import { useMay } from '../../app/may.ts';
import { usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { When } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';

type Lead = Outputs['leads']['list']['items'][number];

/** A list of leads by an audience in words; the filter stands in the address of the page. */
export function Page() {
  const { where } = useSearch({ from: '/leads' });
  const filter = where === undefined ? {} : { where };
  const list = usePages(api.leads.list, filter);
  const leads = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHead title="Leads" about={<Count where={where} />} />
      <div className={layout.page}>
        <Filter where={where} />
        {list.error ? (
          <Problem error={list.error} reset={() => void list.refetch()} />
        ) : (
          <DataTable<Lead>
            label="Leads"
            rows={leads}
            busy={list.isPending}
            keyOf={({ id }) => id}
            linkOf={({ id }) => ({ to: '/leads/$lead', params: { lead: id } })}
            columns={[
              { title: 'Name', of: ({ name, email }) => name || email },
              { title: 'Title', of: ({ title }) => title },
              { title: 'Company', of: ({ company }) => company },
              { title: 'Stage', of: ({ label }) => label },
              { title: 'Since', of: ({ since }) => <When at={since} />, text: ({ since }) => since },
              { title: 'Source', of: ({ source }) => source },
              { title: 'Owner', of: ({ owner }) => owner },
            ]}
            more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
            none={<Empty title="No lead fits.">Loosen the filter, or import a list of leads on the page Campaigns.</Empty>}
          />
        )}
      </div>
    </>
  );
}

function Count({ where }: { readonly where: string | undefined }) {
  const may = useMay();
  const { data } = useQuery({
    ...api.segments.count.queryOptions({ audience: where ?? { everybody: true } }),
    enabled: may('segments.count'),
  });
  return data ? <>{new Intl.NumberFormat('en').format(data.leads)} leads</> : <>&nbsp;</>;
}

/** An audience in words, such as `stage = "mql" and country = "NL"`. */
function Filter({ where }: { readonly where: string | undefined }) {
  const [text, setText] = useState(where ?? '');
  const navigate = useNavigate();
  return (
    <form
      className={layout.row}
      onSubmit={(event) => {
        event.preventDefault();
        void navigate({ to: '/leads', search: { where: text.trim() || undefined } });
      }}
    >
      <label className={layout.grow}>
        <span className="visually-hidden">Which leads</span>
        <input
          value={text}
          placeholder="Everybody. Or an audience in words: country is NL and did click"
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <button>Show</button>
    </form>
  );
}
