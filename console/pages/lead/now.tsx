import { useQuery } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';
import { Panel } from '../../parts/panel.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Minute, When } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';

type Why = Outputs['leads']['why'];

/** What the lead waits for, what led there, and everything that it did not get, with the reason. */
export function Now({ leadId }: { readonly leadId: string }) {
  const { data: why } = useQuery(api.leads.why.queryOptions({ leadId }));
  if (!why)
    return (
      <Panel title="Now">
        <Waiting lines={2} />
      </Panel>
    );
  const { cameBy, enrolment, stuck, refusals } = why;
  return (
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
        {refusals.length > 0 && (
          <details>
            <summary>What it did not get, and why ({refusals.length})</summary>
            <ul>
              {refusals.toReversed().map(({ at, text }, index) => (
                <li key={index}>
                  <small>
                    <When at={at} />
                  </small>{' '}
                  {text}
                </li>
              ))}
            </ul>
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
