import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { v7 } from 'uuid';
import { api } from '../../app/api.ts';
import { useOnce } from '../../app/use-once.ts';
import { useTell } from '../../parts/tell.tsx';
import { sendFile, type FileOrder } from './send-file.ts';

/** Imports a file, tells how far it has come, and opens its page when it is saved. */
export function useImport() {
  const [part, setPart] = useState(0);
  const tell = useTell();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const run = useMutation({
    mutationFn: async ({ file, ...order }: FileOrder & { readonly file: Blob }) => await sendFile(file, order, setPart),
    onSuccess: async ({ importId }) => {
      void cache.invalidateQueries(api.imports.pathFilter());
      tell.done('The file is imported.');
      await navigate({ to: '/imports/$import', params: { import: importId } });
    },
    onError: tell.problem,
  });
  const once = useOnce(run);
  return {
    isPending: run.isPending,
    /** Which part of the file is sent, from 0 to 1. */
    part,
    importId: run.variables?.id,
    begin(file: Blob, order: FileOrder) {
      setPart(0);
      once({ ...order, file, id: v7() });
    },
  };
}
