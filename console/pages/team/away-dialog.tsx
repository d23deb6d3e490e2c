import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { dayOf, dayText } from '../../app/period.ts';
import { platformNow } from '../../app/time.ts';
import { ActForm } from '../../parts/act-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { useTell } from '../../parts/tell.tsx';
import { useBack, useTeamRefresh } from './back.ts';
import type { Rep } from './rep.ts';
import { Taker } from './taker.tsx';

const DAY_MS = 86_400_000;

/** Marks a rep as away, from one day to another, both included. */
export function AwayDialog({ rep, onClose }: { readonly rep: Rep; readonly onClose: () => void }) {
  const [from, setFrom] = useState(() => dayText(new Date(platformNow())));
  const [to, setTo] = useState(() => dayText(new Date(platformNow() + 7 * DAY_MS)));
  const [cover, setCover] = useState('');
  const tell = useTell();
  const refresh = useTeamRefresh();
  const back = useBack();
  const away = useMutation(
    api.team.away.mutationOptions({
      onSuccess: async ({ next, absenceId }) => {
        onClose();
        tell.done(next, { undo: () => back.mutate({ rep: rep.id, absenceId }) });
        await refresh();
      },
      onError: tell.problem,
    }),
  );
  return (
    <Dialog title={`${rep.name} is away`} open onClose={onClose}>
      <ActForm
        says={`${rep.name} gets no new tasks during this time; urgent open ones change hands when it begins.`}
        button="Save the absence"
        busy={away.isPending}
        onSubmit={() => {
          const end = new Date(dayOf(to).getTime() + DAY_MS);
          away.mutate({ rep: rep.id, from: dayOf(from).toISOString(), to: end.toISOString(), cover: cover || undefined });
        }}
        onCancel={onClose}
      >
        <label>
          First day away
          <input type="date" required value={from} onChange={({ target }) => setFrom(target.value)} />
        </label>
        <label>
          Last day away
          <input type="date" required min={from} value={to} onChange={({ target }) => setTo(target.value)} />
        </label>
        <Taker label="Who takes the urgent tasks" none="Anybody who has room" rep={rep} value={cover} onChange={setCover} />
      </ActForm>
    </Dialog>
  );
}
