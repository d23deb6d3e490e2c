import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';

/** Makes the lists and numbers of the page come again. */
export function useRefresh(): () => Promise<unknown> {
  const cache = useQueryClient();
  return () => Promise.all([api.ops, api.mail, api.texts].map((router) => cache.invalidateQueries(router.pathFilter())));
}
