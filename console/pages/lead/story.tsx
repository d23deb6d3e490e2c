import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import styles from './story.module.css';

/** What a story can be narrowed to, with the places where such lines are saved. */
const filters = {
  everything: undefined,
  emails: ['touches', 'singles'],
  acts: ['engagements', 'answers', 'consents', 'suppressions'],
  sales: ['tasks', 'assignments', 'reports', 'dispositions', 'slaEvents', 'sla_events', 'notes'],
  program: ['transitions', 'steps', 'enrolments', 'brakes'],
} as const satisfies Record<string, readonly string[] | undefined>;

type Filter = keyof typeof filters;

/** How many lines are shown at first. */
const FIRST = 60;

/** Everything that happened to a lead, newest first. */
export function Story({ leadId }: { readonly leadId: string }) {
  const { data, error, refetch } = useQuery(api.leads.story.queryOptions({ leadId }));
  const [filter, setFilter] = useState<Filter>('everything');
  const [all, setAll] = useState(false);
  const places: readonly string[] | undefined = filters[filter];
  const lines = (data ?? []).filter(({ about }) => places?.includes(about) ?? true).toReversed();
  const shown = all ? lines : lines.slice(0, FIRST);
  return (
    <Panel
      title="Story"
      actions={
        <label>
          <span className="visually-hidden">Show</span>
          <select value={filter} onChange={({ target }) => setFilter(target.value as Filter)}>
            {Object.keys(filters).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      }
    >
      {error ? (
        <Problem error={error} reset={() => void refetch()} />
      ) : data ? (
        <div className={layout.stack}>
          <ol className={styles.story}>
            {shown.map(({ at, about, text, by }, index) => (
              <li key={index} data-about={about}>
                <small>
                  <Minute at={at} />
                </small>
                <span>
                  {text}
                  {by && <small> by {by}</small>}
                </span>
              </li>
            ))}
          </ol>
          {shown.length < lines.length && <button onClick={() => setAll(true)}>Show all {lines.length} lines</button>}
          {lines.length === 0 && <p className="quiet">Nothing of this kind has happened.</p>}
        </div>
      ) : (
        <Waiting />
      )}
    </Panel>
  );
}
