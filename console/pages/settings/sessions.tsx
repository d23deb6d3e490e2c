import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';
import { rowsOf, usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useTell } from '../../parts/tell.tsx';
import { When } from '../../parts/when.tsx';

type Session = Outputs['sessions']['list']['items'][number];

/** Where people are signed in. */
export function Sessions({ ofEverybody }: { readonly ofEverybody: boolean }) {
  const list = usePages(api.sessions.list, {});
  const tell = useTell();
  const cache = useQueryClient();
  const end = useMutation(
    api.sessions.end.mutationOptions({
      onSuccess: ({ next }) => {
        void cache.invalidateQueries(api.sessions.pathFilter());
        tell.done(next);
      },
      onError: tell.problem,
    }),
  );
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel
      title="Sessions"
      about={ofEverybody ? 'Where people are signed in.' : 'Where you are signed in.'}
      actions={<button onClick={() => end.mutate({ others: true })}>Sign me out everywhere else</button>}
    >
      <DataTable<Session>
        label="Sessions"
        {...rowsOf(list)}
        keyOf={({ id }) => id}
        columns={[
          { title: 'Person', of: ({ person }) => person },
          { title: 'Browser', of: ({ browser, isThis }) => `${browser ?? 'unknown'}${isThis ? ' (this one)' : ''}` },
          { title: 'Signed in', of: ({ beganAt }) => <When at={beganAt} />, text: ({ beganAt }) => beganAt },
          { title: 'Last used', of: ({ seenAt }) => <When at={seenAt} />, text: ({ seenAt }) => seenAt },
          {
            title: 'End',
            of: ({ id, isThis }) => (isThis ? <>—</> : <button onClick={() => end.mutate({ session: id })}>Sign it out</button>),
            text: () => undefined,
          },
        ]}
        none={<Empty title="Nobody is signed in." />}
      />
    </Panel>
  );
}
