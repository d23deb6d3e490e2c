import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { codeInWords } from '../../../domain/text/code-in-words.ts';
import { api, type Outputs } from '../../app/api.ts';
import { useMay } from '../../app/may.ts';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Minute, When } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';

type Why = Outputs['leads']['why'];

/** How many of the last refusals are shown at once. */
const LAST = 3;

/** What the lead waits for and what comes next, what led there, and everything that it did not get, with the reason. */
export function Now({ leadId }: { readonly leadId: string }) {
  const { data: why, error, refetch } = useQuery(api.leads.why.queryOptions({ leadId }));
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!why)
    return (
      <Panel title="Now">
        <Waiting lines={2} />
      </Panel>
    );
  const { cameBy, enrolment, stuck } = why;
  return (
    <>
      <NotGot why={why} />
      <Panel title="Now" about={enrolment && `In the campaign “${enrolment.campaign}”, program ${enrolment.program}.`}>
        <div className={layout.stack}>
          {stuck && (
            <p role="alert">
              It does not go on: {stuck.label}. {stuck.todo}
            </p>
          )}
          <Wait wait={why.wait} />
          {cameBy && (
            <p>
              It came here <When at={cameBy.at} />: {cameBy.text}.
            </p>
          )}
          <Next wait={why.wait} />
        </div>
      </Panel>
    </>
  );
}

/** Why a lead gets no emails, and what it did not get: the latest reasons first. */
function NotGot({ why: { held, closed, refusals } }: { readonly why: Why }) {
  if (!held && closed.length === 0 && refusals.length === 0) return null;
  const lines = refusals.toReversed().map(({ at, text }, index) => (
    <li key={index}>
      <small>
        <When at={at} />
      </small>{' '}
      {text}
    </li>
  ));
  return (
    <Panel title="What they do not get, and why">
      <div className={layout.stack}>
        {held && <p role="alert">No emails at all: {codeInWords(held)}.</p>}
        {closed.map(({ channel, because, until }) => (
          <p key={channel}>
            Nothing by {channel}: {because}
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

function Wait({ wait }: Pick<Why, 'wait'>) {
  if (wait === 'unavailable') return <p>Temporal does not answer, so nobody knows what it waits for.</p>;
  if (!wait) return <p>It is in no program.</p>;
  return (
    <div>
      <p>
        In {wait.track}, it waits for {wait.waitingFor}
        {wait.until && (
          <>
            , until <Minute at={wait.until} />
          </>
        )}
        .
      </p>
      <details>
        <summary>What ends this wait</summary>
        <ul>
          {wait.ends.map((end) => (
            <li key={end}>{end}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

/** What the track of the lead still names: its emails, as the program is drawn. */
function Next({ wait }: Pick<Why, 'wait'>) {
  const may = useMay();
  const { data: contents } = useQuery({ ...api.content.list.queryOptions(), enabled: may('content.list') });
  if (!wait || wait === 'unavailable') return null;
  const named = (contents ?? []).filter(({ track, spare }) => track === wait.track && !spare);
  if (named.length === 0) return null;
  return (
    <details>
      <summary>What the track {wait.track} sends</summary>
      <ul className={layout.row}>
        {named.map(({ id }) => (
          <li key={id}>
            <Link to="/content/$content" params={{ content: id }}>
              {id}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
