import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../app/api.ts';
import { useTell } from '../../../parts/tell.tsx';

/** Real milliseconds after which the log shows what became of an event that went out again. */
const LOOK_AGAIN_MS = 3_000;

/** Delivers an event once more. It can't be taken back: the receiver has it. */
export function useReplay() {
  const tell = useTell();
  const cache = useQueryClient();
  const refresh = () => void cache.invalidateQueries(api.events.pathFilter());
  return useMutation(
    api.events.replay.mutationOptions({
      onSuccess: (_, { sink }) => {
        refresh();
        setTimeout(refresh, LOOK_AGAIN_MS);
        tell.done(`“${sink}” gets it within seconds; see the result in the log below.`);
      },
      onError: tell.problem,
    }),
  );
}
