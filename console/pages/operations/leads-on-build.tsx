import { Link } from '@tanstack/react-router';
import { api, type Outputs } from '../../app/api.ts';
import { rowsOf, usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';

type Lead = Outputs['ops']['leadsOnBuild']['items'][number];

/** The leads whose programs run on a build of the workers' code. */
export function LeadsOnBuild({ build }: { readonly build: string }) {
  const list = usePages(api.ops.leadsOnBuild, { buildId: build });
  return (
    <Panel
      title={`Leads on ${build}`}
      actions={
        <Link className="button" to="/operations" search={{ view: 'installation' }}>
          Close the list
        </Link>
      }
    >
      {list.error ? (
        <Problem error={list.error} reset={() => void list.refetch()} />
      ) : (
        <DataTable<Lead>
          label={`Leads on ${build}`}
          {...rowsOf(list)}
          keyOf={({ leadId, lane }) => `${leadId} ${lane}`}
          linkOf={({ leadId }) => ({ to: '/leads/$lead', params: { lead: leadId } })}
          columns={[
            { title: 'Name', of: ({ name }) => name },
            { title: 'Company', of: ({ company }) => company },
            { title: 'Email', of: ({ email }) => email },
            { title: 'Program', of: ({ lane }) => (lane === null ? 'its own' : `in the lane ${lane}`) },
          ]}
          none={<Empty title="No lead runs on this build.">Its workers can be stopped.</Empty>}
        />
      )}
    </Panel>
  );
}
