import { useQuery } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';
import { counted } from '../../app/number.ts';
import { stretch } from '../../app/time.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { When } from '../../parts/when.tsx';
import { Alerts } from './alerts.tsx';

type Waiting = Outputs['ops']['sending']['notReachable'][number];

/** What prevents emails from going out, whom the email server can't reach, and what became of the alerts to reps. */
export function Sending() {
  const { data, error, isPending, refetch } = useQuery(api.ops.sending.queryOptions());
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  const trouble = data?.trouble;
  return (
    <>
      <Panel
        title="Sending"
        about="An email waits its turn when many are due at once, and is retried when the email server can’t accept it."
      >
        {trouble ? (
          <Facts
            of={[
              ['Problem', trouble.label],
              ['For', stretch(Date.now() - new Date(trouble.since).getTime())],
              ['Attempts that failed', counted(trouble.mails, 'attempt')],
              ['The server’s answer', trouble.smtpCode],
              ['What to do', trouble.todo],
            ]}
          />
        ) : (
          <p>{data ? 'No attempt failed: emails go out normally.' : 'Looking…'}</p>
        )}
      </Panel>
      <Panel
        title="Addresses that the email server can’t write to"
        about="They contain letters that it does not support. Trellis retries each of them."
      >
        <DataTable<Waiting>
          label="Addresses that the email server can’t write to"
          rows={data?.notReachable ?? []}
          busy={isPending}
          keyOf={({ leadId, content }) => `${leadId} ${content}`}
          linkOf={({ leadId }) => ({ to: '/leads/$lead', params: { lead: leadId } })}
          columns={[
            { title: 'Lead', of: ({ name }) => name },
            { title: 'Email', of: ({ content }) => content },
            { title: 'Since', of: ({ since }) => <When at={since} />, text: ({ since }) => since },
            {
              title: 'Tried again',
              of: ({ triedAgainAt }) => triedAgainAt && <When at={triedAgainAt} />,
              text: ({ triedAgainAt }) => triedAgainAt,
            },
          ]}
          none={<Empty title="The email server can write to every address." />}
        />
      </Panel>
      <Alerts />
    </>
  );
}
