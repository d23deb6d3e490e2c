import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { useTell } from '../../parts/tell.tsx';

/** What a change of the team changes is asked for again. */
export function useTeamRefresh() {
  const cache = useQueryClient();
  return async () => {
    await Promise.all([cache.invalidateQueries(api.team.pathFilter()), cache.invalidateQueries(api.tasks.pathFilter())]);
  };
}

/** Ends an absence. */
export function useBack() {
  const tell = useTell();
  const refresh = useTeamRefresh();
  return useMutation(
    api.team.back.mutationOptions({
      onSuccess: async ({ next }) => {
        tell.done(next);
        await refresh();
      },
      onError: tell.problem,
    }),
  );
}
