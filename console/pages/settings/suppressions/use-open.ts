import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Inputs } from '../../../app/api.ts';
import { useTell } from '../../../parts/tell.tsx';
import type { Suppression } from './suppression.ts';
import { channelInWords } from './words.ts';

type Closing = Inputs['contact']['close'];

/** Opens what a suppression closes; undo closes it again, for the same reason. */
export function useOpen() {
  const tell = useTell();
  const cache = useQueryClient();
  const refresh = () => {
    void cache.invalidateQueries(api.suppressions.pathFilter());
    void cache.invalidateQueries(api.leads.pathFilter());
  };
  const close = useMutation(api.contact.close.mutationOptions({ onSuccess: refresh, onError: tell.problem }));
  const open = useMutation(api.contact.open.mutationOptions({ onError: tell.problem }));
  return (one: Suppression) =>
    open.mutate(
      { id: one.id },
      {
        onSuccess: () => {
          refresh();
          const again = closingOf(one);
          tell.done(
            `${one.who || 'Everybody'} can get ${channelInWords(one.channel)} again, unless something else is closed for them. Programs use the channel from their next step on.`,
            { undo: again && (() => close.mutate(again)) },
          );
        },
      },
    );
}

/** What closes the same again. */
function closingOf({ scope, subject, leadId, channel, reason, until }: Suppression): Closing | undefined {
  const closing = { channel: channel === 'all' ? undefined : channel, reason, until: until ?? undefined };
  if (scope === 'address') return { address: subject, ...closing };
  if (scope === 'domain') return { domain: subject, ...closing };
  if (scope === 'account') return { accountId: subject, ...closing };
  if (scope === 'lead' && leadId !== undefined && reason === 'hold') return { leadId, channel, reason, until: closing.until };
  return undefined;
}
