import { useMutation } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { useTell } from '../../parts/tell.tsx';
import { useRefresh } from './refresh.ts';

/** Dismisses and assigns waiting emails: one at once, or each of many. */
export function useMailDecisions() {
  const tell = useTell();
  const refresh = useRefresh();
  const dismissal = useMutation(api.mail.dismiss.mutationOptions());
  const assignment = useMutation(api.mail.assign.mutationOptions());
  const told = {
    onSuccess: ({ next }: { readonly next: string }) => (tell.done(next), void refresh()),
    onError: tell.problem,
  };
  return {
    dismiss: (id: string) => dismissal.mutate({ id }, told),
    assign: (id: string, leadId: string) => assignment.mutate({ id, leadId }, told),
    isAssigning: assignment.isPending,
    dismissEach: (id: string) => dismissal.mutateAsync({ id }),
    refresh,
  };
}
