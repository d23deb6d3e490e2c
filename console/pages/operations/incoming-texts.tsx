import { useMutation } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';
import { rowsOf, usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useTell } from '../../parts/tell.tsx';
import { When } from '../../parts/when.tsx';
import { Assign } from './assign.tsx';
import { useRefresh } from './refresh.ts';
import styles from './operations.module.css';

type Text = Outputs['texts']['unmatched']['items'][number];

/** Texts from numbers that no lead has. */
export function IncomingTexts() {
  const list = usePages(api.texts.unmatched, {});
  const tell = useTell();
  const refresh = useRefresh();
  const told = {
    onSuccess: ({ next }: { readonly next: string }) => (tell.done(next), void refresh()),
    onError: tell.problem,
  };
  const assign = useMutation(api.texts.assign.mutationOptions(told));
  const dismiss = useMutation(api.texts.dismiss.mutationOptions(told));
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel
      title="Texts from unknown numbers"
      about="Assign a text to a lead, and it counts as their reply, as do later texts from this number."
    >
      <DataTable<Text>
        label="Texts from unknown numbers"
        {...rowsOf(list)}
        keyOf={({ id }) => id}
        columns={[
          { title: 'From', of: ({ address }) => address },
          { title: 'Text', of: ({ body }) => body },
          { title: 'Channel', of: ({ channel }) => channel },
          { title: 'Came', of: ({ receivedAt }) => <When at={receivedAt} />, text: ({ receivedAt }) => receivedAt },
          {
            title: 'Act',
            of: ({ id }) => (
              <span className={styles.acts}>
                <Assign busy={assign.isPending} onAssign={(leadId) => assign.mutate({ id, leadId })} />
                <button onClick={() => dismiss.mutate({ id })}>Dismiss</button>
              </span>
            ),
            text: () => undefined,
          },
        ]}
        none={<Empty title="No texts are waiting.">A text from a number that no lead has appears here.</Empty>}
      />
    </Panel>
  );
}
