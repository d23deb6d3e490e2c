import { api, type Outputs } from '../../app/api.ts';
import { usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { When } from '../../parts/when.tsx';

type Act = Outputs['audit']['list']['items'][number];

/** Who did what, newest first. */
export function Acts() {
  const list = usePages(api.audit.list, {});
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel title="Audit log" about="Every act of people, keys and the command line.">
      <DataTable<Act>
        label="Audit log"
        rows={list.data?.pages.flatMap(({ items }) => items) ?? []}
        busy={list.isPending}
        keyOf={({ id }) => id}
        columns={[
          { title: 'When', of: ({ at }) => <When at={at} />, text: ({ at }) => at },
          { title: 'Who', of: ({ principal }) => principal },
          { title: 'What', of: ({ action }) => action },
          { title: 'Result', of: ({ outcome }) => outcome },
        ]}
        more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        none={<Empty title="Nobody has done anything yet." />}
      />
    </Panel>
  );
}
