import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';
import { usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { May } from '../../parts/may.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useTell } from '../../parts/tell.tsx';
import { When } from '../../parts/when.tsx';

type Key = Outputs['keys']['list']['items'][number];

/** The keys of other programs. Only the command line makes them, because it shows each one once. */
export function Section() {
  const list = usePages(api.keys.list, {});
  const tell = useTell();
  const cache = useQueryClient();
  const revoke = useMutation(
    api.keys.revoke.mutationOptions({
      onSuccess: () => {
        void cache.invalidateQueries(api.keys.pathFilter());
        tell.done('The key is revoked: what used it is refused from now on.');
      },
      onError: tell.problem,
    }),
  );
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel title="Keys" about="For other programs. “trellis key create” makes one, and shows it once.">
      <DataTable<Key>
        label="Keys"
        rows={list.data?.pages.flatMap(({ items }) => items) ?? []}
        busy={list.isPending}
        keyOf={({ id }) => id}
        columns={[
          { title: 'Holder', of: ({ name }) => name },
          { title: 'Role', of: ({ role }) => role },
          { title: 'State', of: ({ state }) => state },
          {
            title: 'Last used',
            of: ({ lastUsedAt }) => lastUsedAt && <When at={lastUsedAt} />,
            text: ({ lastUsedAt }) => lastUsedAt,
          },
          {
            title: 'Expires',
            of: ({ expiresAt }) => (expiresAt ? <When at={expiresAt} /> : 'never'),
            text: ({ expiresAt }) => expiresAt,
          },
          {
            title: 'End',
            of: ({ id, state }) =>
              state === 'live' ? (
                <May call="keys.revoke">
                  <button onClick={() => revoke.mutate({ keyId: id })}>Revoke {id}</button>
                </May>
              ) : (
                <>—</>
              ),
            text: () => undefined,
          },
        ]}
        more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        none={<Empty title="There are no keys." />}
      />
    </Panel>
  );
}
