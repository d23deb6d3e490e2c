import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { api, type Outputs } from '../../app/api.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Opens } from '../../parts/opens.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import layout from '../../style/layout.module.css';
import { LeadsOnBuild } from './leads-on-build.tsx';
import { Providers } from './providers.tsx';
import { Retention } from './retention.tsx';

type Process = Outputs['ops']['installation']['processes'][number];
type Build = NonNullable<Outputs['ops']['installation']['builds']>[number];

/** Real milliseconds between two looks at what runs. */
const LOOK_EVERY_MS = 10_000;

/** Real seconds of silence after which a process counts as hanging or killed. */
const SILENT = 30;

/** What runs, in which version, and how long data stays. */
export function Installation() {
  const { build } = useSearch({ from: '/operations' });
  const { data, error, isPending, refetch } = useQuery(
    api.ops.installation.queryOptions(undefined, { refetchInterval: LOOK_EVERY_MS }),
  );
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  return (
    <>
      <Panel title="Processes" about="A killed process disappears from this list after ten minutes.">
        <DataTable<Process>
          label="Processes"
          rows={data?.processes ?? []}
          busy={isPending}
          keyOf={({ id }) => id}
          columns={[
            { title: 'Does', of: ({ parts }) => parts.map((part) => jobs[part] ?? part).join(', ') },
            { title: 'Machine', of: ({ host }) => host },
            { title: 'Process', of: ({ pid }) => pid, number: true },
            {
              title: 'State',
              of: ({ silentFor }) =>
                silentFor > SILENT ? <Tag tone="late">silent for {Math.round(silentFor)} s</Tag> : <Tag tone="good">runs</Tag>,
              text: ({ silentFor }) => (silentFor > SILENT ? 'silent' : 'runs'),
            },
            {
              title: 'Its clock',
              of: ({ aheadMs }) => (Math.abs(aheadMs) < 1_000 ? 'right' : `${(aheadMs / 1_000).toFixed(1)} s off`),
            },
          ]}
          none={<Empty title="No process has reported.">Start one: trellis worker, or trellis api.</Empty>}
        />
      </Panel>
      <div className={layout.columns}>
        <Builds builds={data?.builds} />
        <Database of={data?.database} />
      </div>
      {build !== undefined && <LeadsOnBuild build={build} />}
      <Retention />
      <Providers />
    </>
  );
}

const jobs: Readonly<Record<string, string>> = {
  api: 'answers the API and the console',
  relay: 'delivers messages to leads’ programs',
  worker: 'runs programs and sends messages',
};

function Builds({ builds }: { readonly builds: readonly Build[] | null | undefined }) {
  return (
    <Panel
      title="Builds of the workers"
      about="Leads finish a track on the build where they began it. A build without leads needs no worker any more."
    >
      {builds === null ? (
        <p>Temporal does not answer.</p>
      ) : (
        <DataTable<Build>
          label="Builds"
          rows={builds ?? []}
          busy={builds === undefined}
          keyOf={({ buildId }) => buildId}
          columns={[
            { title: 'Build', of: ({ buildId }) => buildId },
            {
              title: 'Leads',
              of: ({ buildId, leads }) => (
                <Opens
                  n={leads}
                  what={`Leads on ${buildId}`}
                  to={{ to: '/operations', search: { view: 'installation', build: buildId } }}
                />
              ),
              text: ({ leads }) => leads,
              number: true,
            },
            {
              title: 'New leads',
              of: ({ isCurrent }) => (isCurrent ? <Tag tone="good">begin here</Tag> : 'begin elsewhere'),
              text: ({ isCurrent }) => (isCurrent ? 'begin here' : ''),
            },
          ]}
          none={
            <Empty title="The builds of the workers have no names.">
              Every lead moves to a new version at once. With TRELLIS_BUILD_ID, leads finish their track on the old one.
            </Empty>
          }
        />
      )}
    </Panel>
  );
}

const Database = ({ of }: { readonly of: Outputs['ops']['installation']['database'] | undefined }) => (
  <Panel title="Version of the database">
    {of && (
      <Facts
        of={[
          ['This version expects', of.latest],
          ['Missing', of.missing.length === 0 ? 'nothing' : of.missing.join(', ')],
          ['From a newer version', of.unknown.length === 0 ? 'nothing' : of.unknown.join(', ')],
        ]}
      />
    )}
  </Panel>
);
