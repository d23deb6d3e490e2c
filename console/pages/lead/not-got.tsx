import { codeInWords } from '../../../domain/text/code-in-words.ts';
import { lowerFirst } from '../../../domain/text/words.ts';
import type { Outputs } from '../../app/api.ts';
import { inMyTime } from '../../app/time.ts';
import { Panel } from '../../parts/panel.tsx';
import { Minute, When } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';

type Why = Outputs['leads']['why'];

/** How many of the last refusals are shown at once. */
const LAST = 3;

/** Why a lead gets no emails, and what it did not get: the latest reasons first. */
export function NotGot({ why: { held, closed, refusals } }: { readonly why: Why }) {
  if (!held && closed.length === 0 && refusals.length === 0) return null;
  const lines = refusals.toReversed().map(({ at, text }, index) => (
    <li key={index}>
      <small>
        <When at={at} />
      </small>{' '}
      {inMyTime(text)}
    </li>
  ));
  return (
    <Panel title="What they do not get, and why">
      <div className={layout.stack}>
        {held && <p role="alert">No emails at all: {codeInWords(held)}.</p>}
        {closed.map(({ channel, label, because, until }) => (
          <p key={channel}>
            Nothing by {label.toLowerCase()}: {lowerFirst(because)}
            {until && (
              <>
                , until <Minute at={until} />
              </>
            )}
            .
          </p>
        ))}
        {lines.length > 0 && <ul>{lines.slice(0, LAST)}</ul>}
        {lines.length > LAST && (
          <details>
            <summary>{lines.length - LAST} more</summary>
            <ul>{lines.slice(LAST)}</ul>
          </details>
        )}
      </div>
    </Panel>
  );
}
