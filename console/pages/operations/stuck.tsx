import { Link } from '@tanstack/react-router';
import { api, type Outputs } from '../../app/api.ts';
import { rowsOf, usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { stretch } from '../../app/time.ts';

type Lead = Outputs['ops']['stuck']['items'][number];

/** How long ago a real instant was; it is not in the time of a rehearsal's clock. */
const realAge = (since: string): string => stretch(Date.now() - Date.parse(since));

/** Leads whose workflow does not go on: their code has changed, is gone, or never ends. */
export function Stuck() {
  const list = usePages(api.ops.stuck, {});
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel
      title="Stuck leads"
      about="Their program can’t run at all, and they get nothing. Once its code is fixed and deployed, they continue by themselves."
      actions={<button onClick={() => void list.refetch()}>Look again</button>}
    >
      <DataTable<Lead>
        label="Stuck leads"
        {...rowsOf(list)}
        keyOf={({ leadId, lane }) => `${leadId} ${lane ?? ''}`}
        linkOf={({ leadId }) => ({ to: '/leads/$lead', params: { lead: leadId } })}
        columns={[
          { title: 'Lead', of: ({ name }) => name },
          { title: 'Program and track', of: ({ program, track }) => [program, track].filter(Boolean).join(', ') },
          { title: 'Why', of: ({ label }) => label },
          { title: 'For', of: ({ since }) => realAge(since), text: ({ since }) => since },
          { title: 'Place in the code', of: ({ place }) => place && <code>{place}</code>, text: ({ place }) => place },
          { title: 'What to do', of: ({ todo }) => todo },
          {
            title: 'Act',
            of: ({ leadId }) => (
              <Link className="button" to="/leads/$lead" params={{ lead: leadId }}>
                Open the lead
              </Link>
            ),
            text: () => undefined,
          },
        ]}
        none={<Empty title="No lead is stuck.">A lead appears here when its workflow keeps failing.</Empty>}
      />
    </Panel>
  );
}
