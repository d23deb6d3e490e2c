import { queries, api } from '../../../app/api.ts';
import { useTell } from '../../../parts/tell.tsx';
import { useReplay } from './use-replay.ts';

/** Tries a receiver with the latest event that it was sent: there are no invented ones, so that no other system learns of a lead that is none. */
export function TestSink({ sink }: { readonly sink: string }) {
  const replay = useReplay();
  const tell = useTell();
  const test = async () => {
    try {
      const { items } = await queries.fetchQuery({ ...api.events.deliveries.queryOptions({ sink, limit: 1 }), staleTime: 0 });
      if (items[0]) replay.mutate({ sink, id: items[0].id });
      else tell.done('A test sends the latest event again, and there is no event yet.');
    } catch (error) {
      tell.problem(error);
    }
  };
  return (
    <button disabled={replay.isPending} onClick={() => void test()}>
      Send its latest event again
    </button>
  );
}
