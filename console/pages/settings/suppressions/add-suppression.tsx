import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queries, type Inputs } from '../../../app/api.ts';
import { Panel } from '../../../parts/panel.tsx';
import { useTell } from '../../../parts/tell.tsx';
import layout from '../../../style/layout.module.css';
import type { Reasons } from './suppression.ts';
import { channelInWords } from './words.ts';

type Closing = Inputs['contact']['close'];
type Reason = Closing['reason'];
type Scope = 'address' | 'domain' | 'account';

/** Whom one can close by hand here. A single lead is closed on its page, and everybody on the page Operations. */
const scopes: Readonly<Record<Scope, { readonly label: string; readonly field: string }>> = {
  address: { label: 'An address or a number', field: 'Address or number' },
  domain: { label: 'Everyone at a domain', field: 'Domain' },
  account: { label: 'Everyone at the company of a lead', field: 'Address of the lead' },
};

/** Closes an address, a domain or a company by hand. */
export function AddSuppression({ reasons }: { readonly reasons: Reasons }) {
  const [scope, setScope] = useState<Scope>('address');
  const [subject, setSubject] = useState('');
  const [until, setUntil] = useState('');
  const fitting = reasons.filter(({ scopes: all }) => all.includes(scope));
  const [chosen, setChosen] = useState<Reason>();
  const reason = fitting.find((one) => one.reason === chosen) ?? fitting[0]!;
  const { close, isBusy } = useClose(reasons, () => setSubject(''));
  return (
    <Panel title="Stop contact" about="It applies at once, and also to people who are added later.">
      <form
        className={layout.stack}
        onSubmit={(event) => {
          event.preventDefault();
          const end = until === '' ? undefined : new Date(`${until}T00:00`).toISOString();
          void close(scope, subject.trim(), { reason: reason.reason as Reason, until: end });
        }}
      >
        <label>
          Whom
          <select value={scope} onChange={({ target }) => setScope(target.value as Scope)}>
            {Object.entries(scopes).map(([code, { label }]) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          {scopes[scope].field}
          <input required value={subject} onChange={({ target }) => setSubject(target.value)} />
        </label>
        <label>
          Because
          <select value={reason.reason} onChange={({ target }) => setChosen(target.value as Reason)}>
            {fitting.map(({ reason: code, label }) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </select>
          <small>
            It closes {channelInWords(reason.channel)}.{' '}
            {reason.mayOpen ? 'You can open it again.' : 'You can’t undo this: only the person can, by opting in again.'}
          </small>
        </label>
        <label>
          Until
          <input type="date" value={until} onChange={({ target }) => setUntil(target.value)} />
          <small>Leave it empty to close for good.</small>
        </label>
        <button className="main" disabled={isBusy} style={{ justifySelf: 'start' }}>
          Close now
        </button>
      </form>
    </Panel>
  );
}

interface Rest {
  readonly reason: Reason;
  readonly until: string | undefined;
}

function useClose(reasons: Reasons, onClosed: () => void) {
  const tell = useTell();
  const cache = useQueryClient();
  const refresh = () => {
    void cache.invalidateQueries(api.suppressions.pathFilter());
    void cache.invalidateQueries(api.leads.pathFilter());
  };
  const open = useMutation(api.contact.open.mutationOptions({ onSuccess: refresh, onError: tell.problem }));
  const close = useMutation(
    api.contact.close.mutationOptions({
      onSuccess: ({ id, wasOpen }, { reason }) => {
        refresh();
        onClosed();
        const mayOpen = reasons.find((one) => one.reason === reason)?.mayOpen;
        tell.done(wasOpen ? 'Nobody will write or call there any more.' : 'It was already closed.', {
          undo: wasOpen && mayOpen ? () => open.mutate({ id }) : undefined,
        });
      },
      onError: tell.problem,
    }),
  );
  return {
    isBusy: close.isPending,
    close: async (scope: Scope, subject: string, rest: Rest) => {
      if (scope === 'address') return close.mutate({ address: subject, ...rest });
      if (scope === 'domain') return close.mutate({ domain: subject, ...rest });
      try {
        const lead = await queries.fetchQuery(api.leads.get.queryOptions({ leadId: subject }));
        if (lead.company) close.mutate({ accountId: lead.company.id, ...rest });
        else tell.done(`${lead.name} has no company: close the address instead.`);
      } catch (error) {
        tell.problem(error);
      }
    },
  };
}
