import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Outputs } from '../../app/api.ts';
import { useTell } from '../../parts/tell.tsx';
import { useTeamRefresh } from '../team/back.ts';
import { GiveTo } from '../team/give-to.tsx';

/** Gives a task to a colleague; undo gives it back. */
export function Give({ task: { taskId, team, assignee } }: { readonly task: Outputs['tasks']['list']['items'][number] }) {
  const [asking, ask] = useState(false);
  const tell = useTell();
  const refresh = useTeamRefresh();
  const assign = useMutation(api.tasks.assign.mutationOptions({ onError: tell.problem }));
  const give = (to: string, undo?: () => void) =>
    assign.mutate(
      { taskId, to },
      {
        onSuccess: ({ text }) => {
          tell.done(text, { undo });
          void refresh();
        },
      },
    );
  return (
    <GiveTo
      team={team}
      not={assignee?.repId}
      busy={assign.isPending}
      asking={asking}
      onAsk={ask}
      onGive={(to) => give(to, assignee && (() => give(assignee.repId)))}
    />
  );
}
