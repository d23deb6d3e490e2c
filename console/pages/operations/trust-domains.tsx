import { useMutation } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { useTell } from '../../parts/tell.tsx';
import layout from '../../style/layout.module.css';
import { useRefresh } from './refresh.ts';

/** Says that DNS is right, and that the domains indeed take no email. */
export function TrustDomains() {
  const tell = useTell();
  const refresh = useRefresh();
  const trust = useMutation(
    api.ops.trustDomains.mutationOptions({
      onSuccess: ({ next }) => {
        void refresh();
        tell.done(next);
      },
      onError: tell.problem,
    }),
  );
  return (
    <div className={layout.stack}>
      <span>Check DNS on the workers first. If it is right, these leads can’t get email.</span>
      <div>
        <button onClick={() => trust.mutate()} disabled={trust.isPending}>
          DNS is right: turn their leads away
        </button>
      </div>
    </div>
  );
}
