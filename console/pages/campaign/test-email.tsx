import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Panel } from '../../parts/panel.tsx';
import { useTell } from '../../parts/tell.tsx';
import layout from '../../style/layout.module.css';
import { useDrawing } from './drawing.ts';
import type { Campaign } from './campaign.ts';

/** Sends an email of the campaign to an address, as a test. */
export function TestEmail({ campaign: { id: campaignId, program, email: single } }: { readonly campaign: Campaign }) {
  const drawing = useDrawing(program);
  const { data: contents = [] } = useQuery(api.content.list.queryOptions());
  const known = new Set(contents.filter(({ channel }) => channel === undefined).map(({ id }) => id));
  const ofProgram = [...new Set(drawing?.boxes.flatMap(({ lines }) => lines))].filter((id) => known.has(id));
  const emails = single === null ? ofProgram : [single];
  const [chosen, setChosen] = useState<string>();
  const [to, setTo] = useState('');
  const tell = useTell();
  const test = useMutation(
    api.campaigns.test.mutationOptions({ onSuccess: ({ next }) => tell.done(next), onError: tell.problem }),
  );
  const email = chosen ?? emails[0];
  if (email === undefined) return null;
  return (
    <Panel title="Send a test email" about="It looks as a lead would get it; no report counts it.">
      <form
        className={layout.stack}
        onSubmit={(event) => {
          event.preventDefault();
          test.mutate({ campaignId, to, email });
        }}
      >
        <label>
          Email
          <select value={email} onChange={({ target }) => setChosen(target.value)}>
            {emails.map((id) => (
              <option key={id}>{id}</option>
            ))}
          </select>
        </label>
        <Link to="/content/$content" params={{ content: email }}>
          Look at it here
        </Link>
        <label>
          To
          <input type="email" required value={to} placeholder="you@example.com" onChange={({ target }) => setTo(target.value)} />
        </label>
        <button disabled={test.isPending}>Send the test</button>
      </form>
    </Panel>
  );
}
