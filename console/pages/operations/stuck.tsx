import { api, type Outputs } from '../../app/api.ts';
import { usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { When } from '../../parts/when.tsx';

type Lead = Outputs['ops']['stuck']['items'][number];

/** Leads whose workflow does not go on: their code has changed, is gone, or never ends. */
export function Stuck() {
  const list = usePages(api.ops.stuck, {});
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel title="Stuck leads" about="Their workflow does not go on, and they get nothing until it does.">
      <DataTable<Lead>
        label="Stuck leads"
        rows={list.data?.pages.flatMap(({ items }) => items) ?? []}
        busy={list.isPending}
        keyOf={({ leadId }) => leadId}
        linkOf={({ leadId }) => ({ to: '/leads/$lead', params: { lead: leadId } })}
        columns={[
          { title: 'Program', of: ({ program, track }) => [program, track].filter(Boolean).join(', ') },
          { title: 'Why', of: ({ label }) => label },
          { title: 'Since', of: ({ since }) => <When at={since} />, text: ({ since }) => since },
          { title: 'What to do', of: ({ todo }) => todo },
        ]}
        more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        none={<Empty title="No lead is stuck.">A lead stands here when its workflow fails again and again.</Empty>}
      />
    </Panel>
  );
}
