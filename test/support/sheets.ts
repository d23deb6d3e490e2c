import type { Caller } from '../../testing/caller.ts';

/** The call sheets of a caller's open tasks, in the order of their list. */
export async function sheetsOf({ tasks }: Pick<Caller, 'tasks'>) {
  const { items } = await tasks.list();
  return await Promise.all(items.map(({ taskId }) => tasks.get({ taskId })));
}
