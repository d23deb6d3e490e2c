import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../app/api.ts';
import { useMay } from '../app/may.ts';
import layout from '../style/layout.module.css';
import { Panel } from './panel.tsx';
import { useTell } from './tell.tsx';

interface SendTestProps {
  /** The emails of which one can be chosen. */
  readonly emails: readonly string[];
  /** Whether the page shows them already. */
  readonly isShown?: boolean;
}

/** Sends an email to an address, as a test. */
export function SendTest({ emails, isShown = false }: SendTestProps) {
  const [chosen, setChosen] = useState<string>();
  const { data: me } = useQuery(api.people.me.queryOptions());
  const [typed, setTo] = useState<string>();
  const to = typed ?? me?.email ?? '';
  const tell = useTell();
  const test = useMutation(api.content.test.mutationOptions({ onSuccess: ({ next }) => tell.done(next), onError: tell.problem }));
  const email = chosen ?? emails[0];
  const may = useMay();
  if (email === undefined || !may('content.test')) return null;
  return (
    <Panel title="Send a test email" about="It looks like the email that a lead gets, but no report counts it.">
      <form
        className={layout.stack}
        onSubmit={(event) => {
          event.preventDefault();
          test.mutate({ id: email, to });
        }}
      >
        {emails.length > 1 && (
          <label>
            Email
            <select value={email} onChange={({ target }) => setChosen(target.value)}>
              {emails.map((id) => (
                <option key={id}>{id}</option>
              ))}
            </select>
          </label>
        )}
        {!isShown && (
          <Link to="/content/$content" params={{ content: email }}>
            See it here
          </Link>
        )}
        <label>
          To
          <input type="email" required value={to} placeholder="you@example.com" onChange={({ target }) => setTo(target.value)} />
        </label>
        <button disabled={test.isPending}>Send the test</button>
      </form>
    </Panel>
  );
}
