import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { ActForm } from '../../parts/act-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { useTell } from '../../parts/tell.tsx';
import { useTeamRefresh } from './back.ts';
import type { Rep } from './rep.ts';
import { Taker } from './taker.tsx';

/** Takes a rep out of the team and gives their work to others. */
export function LeaveDialog({ rep, onClose }: { readonly rep: Rep; readonly onClose: () => void }) {
  const [to, setTo] = useState('');
  const tell = useTell();
  const refresh = useTeamRefresh();
  const leave = useMutation(
    api.team.leave.mutationOptions({
      onSuccess: async ({ next }) => {
        onClose();
        tell.done(next);
        await refresh();
      },
      onError: tell.problem,
    }),
  );
  return (
    <Dialog title={`${rep.name} leaves`} open onClose={onClose}>
      <ActForm
        says={`The keys of ${rep.name} are refused at once, and the open tasks change hands. You can’t undo this: a rep who comes back is added as a new one.`}
        button={`${rep.name} leaves now`}
        isFinal
        busy={leave.isPending}
        onSubmit={() => leave.mutate({ rep: rep.id, to: to || undefined })}
        onCancel={onClose}
      >
        <Taker
          label={`Who gets the ${rep.open} open tasks`}
          none="Spread them across the team"
          rep={rep}
          value={to}
          onChange={setTo}
        />
      </ActForm>
    </Dialog>
  );
}
