import { api, type Outputs } from '../../app/api.ts';
import { rowsOf, usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';

type Lead = Outputs['leads']['held']['items'][number];

/** Leads who may not get emails until they confirm, or until somebody knows their consent. */
export function Held() {
  const list = usePages(api.leads.held, {});
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel
      title="Held for consent"
      about="They get no marketing email until the reason is resolved. Reps may call those who asked for it."
    >
      <DataTable<Lead>
        label="Held for consent"
        {...rowsOf(list)}
        keyOf={({ id }) => id}
        linkOf={({ id }) => ({ to: '/leads/$lead', params: { lead: id } })}
        columns={[
          { title: 'Lead', of: ({ email }) => email },
          { title: 'Source', of: ({ source }) => source },
          { title: 'Why', of: ({ text }) => text },
          { title: 'What to do', of: ({ wayOut }) => wayOut },
        ]}
        none={<Empty title="Nobody is held.">Leads without a valid consent appear here.</Empty>}
      />
    </Panel>
  );
}
