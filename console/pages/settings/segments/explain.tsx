import { skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../app/api.ts';
import { Panel } from '../../../parts/panel.tsx';
import { problemInWords } from '../../../parts/problem.tsx';
import { Tag } from '../../../parts/tag.tsx';
import layout from '../../../style/layout.module.css';
import { inSegment, type Segment } from './segment.ts';

/** Why a lead is in a segment, or is not. */
export function Explain({ segments }: { readonly segments: readonly Segment[] }) {
  const [address, setAddress] = useState('');
  const [name, setName] = useState(segments[0]!.name);
  const [asked, ask] = useState<{ readonly leadId: string; readonly audience: string }>();
  const { data, error, isFetching } = useQuery({
    ...api.segments.explain.queryOptions(asked ?? skipToken),
    retry: false,
  });
  return (
    <Panel title="Why is somebody in it?" about="Each part of the segment, and whether it holds for the lead.">
      <div className={layout.stack}>
        <form
          className={layout.stack}
          onSubmit={(event) => {
            event.preventDefault();
            ask({ leadId: address.trim(), audience: inSegment(name) });
          }}
        >
          <label>
            Segment to explain
            <select value={name} onChange={({ target }) => setName(target.value)}>
              {segments.map((segment) => (
                <option key={segment.name}>{segment.name}</option>
              ))}
            </select>
          </label>
          <label>
            Address of the lead
            <input type="email" required value={address} onChange={({ target }) => setAddress(target.value)} />
          </label>
          <button disabled={isFetching} style={{ justifySelf: 'start' }}>
            Explain
          </button>
        </form>
        {error && <p role="alert">{problemInWords(error)}</p>}
        {data && (
          <div role="status">
            <p>
              <Tag tone={data.isIn ? 'good' : 'late'}>{data.isIn ? 'is in it' : 'is not in it'}</Tag>
            </p>
            <ul>
              {data.because.map(({ depth, words, holds, found }, n) => (
                <li key={n} style={{ paddingLeft: `${depth}rem` }}>
                  {holds ? '✓ true:' : '✗ not true:'} {words} {found && <small>({found})</small>}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Panel>
  );
}
