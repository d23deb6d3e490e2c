import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { api, client, type Outputs } from '../../app/api.ts';
import { useMay } from '../../app/may.ts';
import { CountedAt } from '../../parts/counted-at.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useTell } from '../../parts/tell.tsx';
import { useRefresh } from './refresh.ts';

type One = Outputs['ops']['unattended']['unattended'][number];

interface Way {
  /** What a person does about it. */
  readonly label: string;
  readonly to: (one: One) => LinkProps;
}

const toLead = ({ leadId }: One): LinkProps => ({ to: '/leads/$lead', params: { lead: leadId! } });
const toIncoming = (): LinkProps => ({ to: '/operations', search: { view: 'incoming' } });

/** What to do about each kind. The button above helps those of the first two at once. */
const ways: Readonly<Record<One['kind'], Way>> = {
  request: { label: 'Open the lead', to: toLead },
  lead: { label: 'Open the lead', to: toLead },
  task: { label: 'Open the task', to: ({ id }) => ({ to: '/tasks/$task', params: { task: id } }) },
  text: { label: 'Assign or dismiss it', to: toIncoming },
  mail: { label: 'Assign or dismiss it', to: toIncoming },
};

/** Who may not open tasks opens the lead of one. */
const wayOf = ({ kind }: One, opensTasks: boolean): Way => ways[kind === 'task' && !opensTasks ? 'lead' : kind];

const helped: readonly One['kind'][] = ['request', 'lead'];

/** Whom and what nobody looks after; it must be empty. */
export function Unattended() {
  const { data, error, isPending, refetch } = useQuery(api.ops.unattended.queryOptions());
  const opensTasks = useMay()('tasks.get');
  const tell = useTell();
  const refresh = useRefresh();
  const attend = useMutation(
    api.ops.attend.mutationOptions({
      onSuccess: ({ attended, left }) => {
        void refresh();
        tell.done(`${attended} more are looked after now.${left === 0 ? '' : ` A person has to decide about ${left}.`}`);
      },
      onError: tell.problem,
    }),
  );
  const found = data?.unattended ?? [];
  const again = async () => {
    await client.ops.unattended.query({ anew: true });
    await refetch();
  };
  return (
    <Panel
      title="Nobody looks after them"
      about="Leads and messages without a program, a rep or a decision. You also get an alert about them."
      actions={
        found.some(({ kind }) => helped.includes(kind)) && (
          <button onClick={() => attend.mutate()} disabled={attend.isPending}>
            Give the leads to the program or a rep
          </button>
        )
      }
    >
      <CountedAt at={data?.countedAt} again={again} />
      {error ? (
        <Problem error={error} reset={() => void refetch()} />
      ) : (
        <DataTable<One>
          label="Nobody looks after them"
          rows={found}
          busy={isPending}
          keyOf={({ kind, id }) => `${kind} ${id}`}
          columns={[
            { title: 'Who', of: ({ who }) => who ?? 'a message' },
            { title: 'Why', of: ({ because }) => because },
            { title: 'For', of: ({ age }) => age },
            {
              title: 'Act',
              of: (one) => <Link {...wayOf(one, opensTasks).to(one)}>{wayOf(one, opensTasks).label}</Link>,
              text: (one) => wayOf(one, opensTasks).label,
            },
          ]}
          none={
            <Empty title="Every lead and message is looked after.">
              Anyone who slips through appears here, and you get an alert.
            </Empty>
          }
        />
      )}
    </Panel>
  );
}
