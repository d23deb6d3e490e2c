import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, type Outputs } from '../../app/api.ts';
import { inMyTime } from '../../app/time.ts';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import { filterOf, filters } from './filters.ts';
import { Sent } from './sent.tsx';
import styles from './story.module.css';

type Line = Outputs['leads']['story'][number];

/** How many lines are shown at first. */
const FIRST = 60;

/** Everything that happened to a lead, newest first; the address of the page says what it is narrowed to. */
export function Story({ leadId }: { readonly leadId: string }) {
  const { data, error, refetch } = useQuery(api.leads.story.queryOptions({ leadId }));
  const { show } = useSearch({ from: '/leads/$lead' });
  const [all, setAll] = useState(false);
  const chosen = filterOf(show);
  const lines = (data ?? []).filter(({ about }) => chosen.places?.includes(about) ?? true).toReversed();
  const shown = all ? lines : lines.slice(0, FIRST);
  return (
    <Panel title="Story">
      <Tabs
        label="What the story shows"
        of={filters.map(({ name, label }) => ({
          label,
          isOpen: name === chosen.name,
          to: {
            to: '/leads/$lead',
            params: { lead: leadId },
            search: (now: object) => ({ ...now, show: name }),
            replace: true,
            resetScroll: false,
          },
        }))}
      />
      {error ? (
        <Problem error={error} reset={() => void refetch()} />
      ) : data ? (
        <div className={layout.stack}>
          <ol className={styles.story}>
            {shown.map((line, index) => (
              <StoryLine key={index} leadId={leadId} line={line} />
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

interface StoryLineProps {
  readonly leadId: string;
  readonly line: Line;
}

/** A line; the words that a lead wrote are quoted, and a message opens. The opened message is in the address of the page. */
function StoryLine({ leadId, line: { at, about, text, by, touch } }: StoryLineProps) {
  const { touch: open } = useSearch({ from: '/leads/$lead' });
  const navigate = useNavigate({ from: '/leads/$lead' });
  const [said, words] = about === 'engagements' ? quotedIn(text) : [inMyTime(text)];
  const isOpen = touch !== undefined && touch === open;
  const turn = () =>
    void navigate({ search: (now) => ({ ...now, touch: isOpen ? undefined : touch }), replace: true, resetScroll: false });
  return (
    <li data-about={about}>
      <small>
        <Minute at={at} />
      </small>
      <div>
        {said}
        {by && !text.includes(by) && <small> by {by}</small>}
        {words && <blockquote>{words}</blockquote>}
        {touch && (
          <>
            {' '}
            <button className={`bare ${styles.open}`} aria-expanded={isOpen} onClick={turn}>
              {isOpen ? 'Close' : 'Open, and why'}
            </button>
            {isOpen && <Sent leadId={leadId} touch={touch} />}
          </>
        )}
      </div>
    </li>
  );
}

/** A line about something that was written ends with it: `replied (question) : “…”`. */
function quotedIn(text: string): readonly [said: string, words?: string] {
  const [, said, words] = /^(.*?)\s*: “([^]*)”$/.exec(text) ?? [];
  return said === undefined ? [text] : [said, words];
}
