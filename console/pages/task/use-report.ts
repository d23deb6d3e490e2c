import { useMutation, useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, type Outputs } from '../../app/api.ts';
import { useTell } from '../../parts/tell.tsx';

/**
 * Reports a task. It leaves the lists at once; if the API refuses the report, it is there again, and open. Undo brings it back, too.
 * @example
 * const report = useReport();
 * report.mutate({ taskId, disposition: 'noAnswer' });
 */
export function useReport() {
  const tell = useTell();
  const cache = useQueryClient();
  const open = useOpenTaskPage();
  const refresh = useRefresh();
  const undo = useMutation(
    api.tasks.undo.mutationOptions({
      onSuccess: async ({ next, remains, taskId }) => {
        tell.done([next, ...remains].join(' '));
        await Promise.all([refresh(), open(taskId)]);
      },
      onError: tell.problem,
    }),
  );
  return useMutation(
    api.tasks.report.mutationOptions({
      onMutate: async ({ taskId }) => await takeOffLists(cache, taskId),
      onSuccess: ({ text }, { taskId }) => void tell.done(text, { undo: () => undo.mutate({ taskId }) }),
      onError: async (error, { taskId }, putBack) => {
        putBack?.();
        tell.problem(error);
        await open(taskId);
      },
      onSettled: refresh,
    }),
  );
}

/** Everything that a report changes is asked for again. */
export function useRefresh() {
  const cache = useQueryClient();
  return async () => {
    await Promise.all([cache.invalidateQueries(api.tasks.pathFilter()), cache.invalidateQueries(api.leads.pathFilter())]);
  };
}

function useOpenTaskPage() {
  const navigate = useNavigate();
  return (taskId: string) => navigate({ to: '/tasks/$task', params: { task: taskId } });
}

type Pages = InfiniteData<Outputs['tasks']['list']>;

/** Takes a task off the lists on the page, without asking for them. @returns what puts it back */
async function takeOffLists(cache: QueryClient, taskId: string): Promise<() => void> {
  const lists = api.tasks.list.pathFilter();
  await cache.cancelQueries(lists);
  const before = cache.getQueriesData<Pages>(lists);
  for (const [key, data] of before) {
    const pages = data?.pages?.map((page) => ({ ...page, items: page.items.filter((task) => task.taskId !== taskId) }));
    if (pages) cache.setQueryData<Pages>(key, { ...data!, pages });
  }
  return () => {
    for (const [key, data] of before) cache.setQueryData(key, data);
  };
}
