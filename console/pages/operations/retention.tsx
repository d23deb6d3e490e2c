import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, type Outputs } from '../../app/api.ts';
import { count } from '../../app/in-figures.ts';
import { CountedAt } from '../../parts/counted-at.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useTell } from '../../parts/tell.tsx';
import { When } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import { useRefresh } from './refresh.ts';

type Kind = Outputs['ops']['retention']['kinds'][number];

/** How long each kind of data stays, and what is too old. */
export function Retention() {
  const { data, error, isPending, refetch } = useQuery(api.ops.retention.queryOptions({}));
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  const again = async () => {
    await client.ops.retention.query({ anew: true });
    await refetch();
  };
  const tooOld = data?.kinds.some((kind) => kind.tooOld > 0);
  return (
    <Panel
      title="How long data stays"
      about={
        data?.lastNight ? (
          <>
            Data that is too old is removed each night; the last time was <When at={data.lastNight.at} />.
          </>
        ) : (
          'Data that is too old is removed each night.'
        )
      }
      actions={tooOld && <ForgetNow />}
    >
      <CountedAt at={data?.countedAt} again={again} />
      <DataTable<Kind>
        label="How long data stays"
        rows={data?.kinds ?? []}
        busy={isPending}
        keyOf={({ kind }) => kind}
        columns={[
          { title: 'Data', of: ({ label }) => label },
          { title: 'Stays', of: ({ stays }) => (stays === 'forGood' ? 'for good' : `${count(stays)} days`) },
          { title: 'Too old', of: ({ tooOld: n }) => count(n), text: ({ tooOld: n }) => n, number: true },
          { title: 'The oldest', of: ({ oldest }) => oldest && <When at={oldest} />, text: ({ oldest }) => oldest },
        ]}
        none={<Empty title="The policy names no data to remove." />}
      />
    </Panel>
  );
}

/** Removes what is too old at once. It can't be taken back, so it says so first. */
function ForgetNow() {
  const [isAsking, ask] = useState(false);
  const tell = useTell();
  const refresh = useRefresh();
  const forget = useMutation(
    api.ops.forgetOld.mutationOptions({
      onSuccess: () => {
        void refresh();
        ask(false);
        tell.done('Data that was too old is removed for good. Backups lose it as they expire.');
      },
      onError: tell.problem,
    }),
  );
  return (
    <>
      <button onClick={() => ask(true)}>Remove it now…</button>
      <Dialog title="Remove what is too old" open={isAsking} onClose={() => ask(false)}>
        <div className={layout.stack}>
          <p>It will be removed tonight anyway. You can’t undo this.</p>
          <div className={layout.row}>
            <button className="danger" disabled={forget.isPending} onClick={() => forget.mutate()}>
              Remove it for good
            </button>
            <button onClick={() => ask(false)}>Cancel</button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
