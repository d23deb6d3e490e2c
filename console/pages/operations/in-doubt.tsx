import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';
import { usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useTell } from '../../parts/tell.tsx';
import { When } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';

type Touch = Outputs['ops']['inDoubt']['items'][number];

/** Emails that may or may not have been sent. */
export function InDoubt() {
  const list = usePages(api.ops.inDoubt, {});
  const tell = useTell();
  const cache = useQueryClient();
  const settle = useMutation(
    api.ops.settle.mutationOptions({
      onSuccess: ({ next }) => {
        void cache.invalidateQueries(api.ops.pathFilter());
        tell.done(next);
      },
      onError: tell.problem,
    }),
  );
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel
      title="Emails in doubt"
      about="The connection broke at the last moment. The log of the email server says whether it took them."
    >
      <DataTable<Touch>
        label="Emails in doubt"
        rows={list.data?.pages.flatMap(({ items }) => items) ?? []}
        busy={list.isPending}
        keyOf={({ key }) => key}
        linkOf={({ leadId }) => ({ to: '/leads/$lead', params: { lead: leadId } })}
        columns={[
          { title: 'Email', of: ({ content }) => content },
          { title: 'Message', of: ({ messageId }) => messageId },
          { title: 'Since', of: ({ claimedAt }) => <When at={claimedAt} />, text: ({ claimedAt }) => claimedAt },
          {
            title: 'Act',
            of: ({ key }) => (
              <span className={layout.row}>
                <button onClick={() => settle.mutate({ key, state: 'accepted' })}>It was sent</button>
                <button onClick={() => settle.mutate({ key, state: 'refused' })}>It was not</button>
              </span>
            ),
            text: () => undefined,
          },
        ]}
        more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        none={<Empty title="No email is in doubt.">An email in doubt is never sent again by itself.</Empty>}
      />
    </Panel>
  );
}
