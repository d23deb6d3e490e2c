import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api, type Outputs } from '../../app/api.ts';
import { inMyTime } from '../../app/time.ts';
import { useMay } from '../../app/may.ts';
import { CampaignLink } from '../../parts/campaign-link.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import { ErrorAt } from '../operations/error-at.tsx';
import { ParkedActs } from '../operations/parked-acts.tsx';

type Why = Outputs['leads']['why'];

interface ProgramNowProps extends Pick<Why, 'leadId' | 'wait' | 'stuck'> {
  readonly title: string;
  /** Where it runs; missing for a lead that was never in a program. */
  readonly enrolment: Pick<NonNullable<Why['enrolment']>, 'campaignId' | 'campaign' | 'program'> | undefined;
  /** Of a side program. */
  readonly lane?: string;
  /** How it came there. */
  readonly children?: ReactNode;
}

/** What one program of a lead waits for, until when, and what comes next; if it is stuck, the acts that help. */
export const ProgramNow = ({ leadId, title, enrolment, stuck, wait, lane, children }: ProgramNowProps) => (
  <Panel
    title={title}
    about={
      enrolment && (
        <>
          In the campaign “
          <CampaignLink id={enrolment.campaignId} name={enrolment.campaign} />
          ”, program {enrolment.program}.
        </>
      )
    }
  >
    <div className={layout.stack}>
      {stuck && (
        <p role="alert">
          It is stuck: {stuck.label}. {stuck.todo}
        </p>
      )}
      <Wait wait={wait} />
      {typeof wait === 'object' && wait.parked !== undefined && (
        <ParkedActs lead={{ leadId, lane, program: wait.program, track: wait.track }} />
      )}
      {children}
      <Next wait={wait} />
    </div>
  </Panel>
);

function Wait({ wait }: Pick<Why, 'wait'>) {
  if (wait === 'unavailable') return <p>Its workflow does not answer, so we don’t know what it is waiting for.</p>;
  if (!wait) return <p>It is in no program.</p>;
  if (wait.parked !== undefined)
    return (
      <p role="alert">
        In {wait.track}, it stopped at an error: <ErrorAt reason={wait.parked} />. It gets nothing until an operator runs it again
        or moves it to another track.
      </p>
    );
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
            <li key={end}>{inMyTime(end)}</li>
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
