import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';
import { usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useTell } from '../../parts/tell.tsx';
import { When } from '../../parts/when.tsx';

type Lead = Outputs['ops']['parked']['items'][number];

/** Leads whose program stopped at an error. */
export function Parked() {
  const list = usePages(api.ops.parked, {});
  const tell = useTell();
  const cache = useQueryClient();
  const retry = useMutation(
    api.ops.retry.mutationOptions({
      onSuccess: () => {
        void cache.invalidateQueries(api.ops.pathFilter());
        tell.done('The program runs this track again.');
      },
      onError: tell.problem,
    }),
  );
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel title="Parked leads" about="Their program stopped at an error. Mend the program, then let it run the track again.">
      <DataTable<Lead>
        label="Parked leads"
        rows={list.data?.pages.flatMap(({ items }) => items) ?? []}
        busy={list.isPending}
        keyOf={({ leadId }) => leadId}
        linkOf={({ leadId }) => ({ to: '/leads/$lead', params: { lead: leadId } })}
        columns={[
          { title: 'Program', of: ({ program, track }) => `${program}, ${track}` },
          { title: 'Why', of: ({ reason }) => reason },
          { title: 'Since', of: ({ since }) => since && <When at={since} />, text: ({ since }) => since },
          {
            title: 'Act',
            of: ({ leadId }) => <button onClick={() => retry.mutate({ leadId })}>Run again</button>,
            text: () => undefined,
          },
        ]}
        more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        none={<Empty title="No lead is parked.">A lead stands here when its program fails.</Empty>}
      />
    </Panel>
  );
}
