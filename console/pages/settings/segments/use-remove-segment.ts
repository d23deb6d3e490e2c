import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../app/api.ts';
import { useTell } from '../../../parts/tell.tsx';
import type { Segment } from './segment.ts';

/** Removes a segment; undo saves it again as it was. */
export function useRemoveSegment() {
  const tell = useTell();
  const cache = useQueryClient();
  const refresh = () => void cache.invalidateQueries(api.segments.pathFilter());
  const save = useMutation(api.segments.save.mutationOptions({ onSuccess: refresh, onError: tell.problem }));
  const remove = useMutation(api.segments.remove.mutationOptions({ onError: tell.problem }));
  return ({ name, audience }: Segment) =>
    remove.mutate(
      { name },
      {
        onSuccess: () => {
          refresh();
          tell.done(`The segment “${name}” is removed. Campaigns that were drafted with it keep their audience.`, {
            undo: () => save.mutate({ name, audience: { ...audience } }),
          });
        },
      },
    );
}
