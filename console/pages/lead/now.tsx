import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { inMyTime } from '../../app/time.ts';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { NotGot } from './not-got.tsx';
import { ProgramNow } from './program-now.tsx';

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
  const { cameBy, enrolment, beside } = why;
  return (
    <>
      <NotGot why={why} />
      <ProgramNow {...why} title="Now" enrolment={enrolment}>
        {cameBy && (
          <p>
            How it came here: {inMyTime(cameBy.text)}, <When at={cameBy.at} />.
          </p>
        )}
      </ProgramNow>
      {beside.map((one) => (
        <ProgramNow key={one.lane} leadId={leadId} title={`Also, in the lane ${one.lane}`} enrolment={one} {...one} />
      ))}
    </>
  );
}
