import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { Panel } from '../../parts/panel.tsx';
import { Tag } from '../../parts/tag.tsx';
import { useTell } from '../../parts/tell.tsx';
import { Minute, When } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import type { Campaign } from './campaign.ts';

/** What holds the campaign now: who said so, when and why, and the way to take it back. */
export function Held({ campaign: { id: campaignId, held, state } }: { readonly campaign: Campaign }) {
  const tell = useTell();
  const cache = useQueryClient();
  const resume = useMutation(
    api.campaigns.resume.mutationOptions({
      onSuccess: ({ next }) => {
        void cache.invalidateQueries(api.campaigns.pathFilter());
        tell.done(next);
      },
      onError: tell.problem,
    }),
  );
  if (held.length === 0) return null;
  return (
    <Panel title="What holds it">
      <ul className={layout.stack}>
        {held.map(({ kind, account, accountId, email, leadId, because, by, at, until }) => (
          <li key={`${kind} ${accountId} ${leadId}`} className={layout.row}>
            <Tag tone="soon">{kind === 'pause' ? 'paused' : 'stopped'}</Tag>
            <span className={layout.grow}>
              for {account ?? email ?? 'everybody'}: {because}{' '}
              <small>
                by {by}, <When at={at} />
                {until && (
                  <>
                    , until <Minute at={until} />
                  </>
                )}
              </small>
            </span>
            {state !== 'stopped' && (
              <button
                disabled={resume.isPending}
                onClick={() => resume.mutate({ campaignId, account: accountId ?? undefined, leadId: leadId ?? undefined })}
              >
                Resume
              </button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
