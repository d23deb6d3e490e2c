import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTell } from '../parts/tell.tsx';

/** What came of an act. */
export interface Acted {
  /** What happened and what happens next, in words. */
  readonly words: string;
  /** Takes it back; missing where nothing can. Its own words say what is true again. */
  readonly undo?: () => Promise<Acted>;
}

/**
 * Does things one after the other and tells what came of each, with its undo. What the page shows is asked for again.
 * @example
 * const act = useAct(onClose);
 * act.mutate(async () => {
 *   const { noteId } = await client.leads.note.mutate({ leadId, text });
 *   return { words: 'The note is saved.', undo: async () => (await client.leads.removeNote.mutate({ noteId }), { words: 'It is gone.' }) };
 * });
 */
export function useAct(onDone?: () => void) {
  const tell = useTell();
  const cache = useQueryClient();
  const act = useMutation({
    mutationFn: async (act: () => Promise<Acted>) => await act(),
    onSuccess: async ({ words, undo }) => {
      tell.done(words, { undo: undo && (() => act.mutate(undo)) });
      onDone?.();
      await cache.invalidateQueries();
    },
    onError: tell.problem,
  });
  return act;
}
