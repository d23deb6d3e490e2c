import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../app/api.ts';
import { counted } from '../../../app/number.ts';
import { useTell } from '../../../parts/tell.tsx';

/** Gives what a change of knobs made different its earlier values again; that is a change, too, and can be reverted. */
export function useRevert() {
  const tell = useTell();
  const cache = useQueryClient();
  const refresh = () => void cache.invalidateQueries(api.programs.pathFilter());
  const revert = useMutation(
    api.programs.revert.mutationOptions({
      onSuccess: ({ leads, changeId }) => {
        refresh();
        tell.done(`The earlier values are back. ${counted(leads, 'lead')} will get them at their next wait or track.`, {
          undo: changeId === undefined ? undefined : () => revert.mutate({ changeId }),
        });
      },
      onError: tell.problem,
    }),
  );
  return { revert, refresh };
}
