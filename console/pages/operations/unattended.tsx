import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useTell } from '../../parts/tell.tsx';

type One = Outputs['ops']['unattended']['unattended'][number];

/** Whom and what nobody looks after; it must be empty. */
export function Unattended() {
  const { data, error, isPending, refetch } = useQuery(api.ops.unattended.queryOptions());
  const tell = useTell();
  const cache = useQueryClient();
  const attend = useMutation(
    api.ops.attend.mutationOptions({
      onSuccess: ({ next }) => {
        void cache.invalidateQueries(api.ops.pathFilter());
        tell.done(next);
      },
      onError: tell.problem,
    }),
  );
  const found = data?.unattended ?? [];
  return (
    <Panel
      title="Unattended"
      about="Leads and messages that nobody looks after."
      actions={
        found.length > 0 && (
          <button onClick={() => attend.mutate()} disabled={attend.isPending}>
            Give them to the program or to a rep
          </button>
        )
      }
    >
      {error ? (
        <Problem error={error} reset={() => void refetch()} />
      ) : (
        <DataTable<One>
          label="Unattended"
          rows={found}
          busy={isPending}
          keyOf={({ kind, id }) => `${kind} ${id}`}
          columns={[
            { title: 'Who', of: ({ who }) => who ?? 'a message' },
            { title: 'Why', of: ({ because }) => because },
            { title: 'For', of: ({ age }) => age },
            { title: 'What to do', of: ({ todo }) => todo },
          ]}
          none={
            <Empty title="Somebody looks after everyone.">Whoever slips through stands here, and an alert tells of it.</Empty>
          }
        />
      )}
    </Panel>
  );
}
