import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Banner } from '../parts/banner.tsx';
import { useTell } from '../parts/tell.tsx';
import { When } from '../parts/when.tsx';
import { api } from './api.ts';
import { useMay } from './may.ts';

/** Real milliseconds after which everybody sees that somebody else has stopped all sending, or let it go on. */
const LOOK_EVERY_MS = 5_000;

/** Whether all sending is stopped, and the ways to stop it and to let it go on; each is the undo of the other. */
export function useSending() {
  const may = useMay();
  const { data } = useQuery(api.ops.stopped.queryOptions(undefined, { refetchInterval: LOOK_EVERY_MS, staleTime: 0 }));
  const tell = useTell();
  const cache = useQueryClient();
  const refresh = () => cache.invalidateQueries(api.ops.pathFilter());
  const mayLetGoOn = may('ops.startAgain');
  const goOn = useMutation(
    api.ops.startAgain.mutationOptions({
      onSuccess: async () => {
        const because = data?.stopped?.because;
        tell.done('Sending has resumed. Each email that became due in the meantime goes out once.', {
          undo: because === undefined ? undefined : () => stop.mutate({ because }),
        });
        await refresh();
      },
      onError: tell.problem,
    }),
  );
  const stop = useMutation(
    api.ops.stopEverything.mutationOptions({
      onSuccess: async () => {
        tell.done('Nothing goes out to leads any more. Alerts to reps continue.', {
          undo: mayLetGoOn ? () => goOn.mutate() : undefined,
        });
        await refresh();
      },
      onError: tell.problem,
    }),
  );
  return { stopped: data?.stopped ?? undefined, mayStop: may('ops.stopEverything'), mayLetGoOn, stop, goOn };
}

/** On every page, while all sending is stopped: who did it, since when and why. */
export function SendingStopped() {
  const { stopped, mayLetGoOn, goOn } = useSending();
  if (!stopped) return null;
  const { by, because, since } = stopped;
  return (
    <Banner
      label="Sending is stopped"
      action={
        mayLetGoOn && (
          <button onClick={() => goOn.mutate()} disabled={goOn.isPending}>
            Resume sending
          </button>
        )
      }
    >
      <strong>Sending is stopped.</strong> No email or text goes to a lead.{' '}
      <small>
        By {by}, <When at={since} />: “{because}”
      </small>
    </Banner>
  );
}
