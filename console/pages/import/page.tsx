import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { cut } from '../../../domain/text/cut.ts';
import { api, type Outputs } from '../../app/api.ts';
import { count } from '../../app/number.ts';
import { rowsOf, usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Figures } from '../../parts/figures.tsx';
import { May } from '../../parts/may.tsx';
import { Opens } from '../../parts/opens.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import { heldIn, knownIn, leadsIn, newIn, REJECTIONS, TWICE } from '../imports/leads-in.ts';
import { Losses } from '../imports/losses.tsx';

type RowAgain = NonNullable<NonNullable<Outputs['imports']['get']['reading']>['twice']>[number];
type Rejection = Outputs['imports']['rejections']['items'][number];

/** Real milliseconds between two looks at an import that is running. */
const LOOK_AGAIN_MS = 2_000;

/** A file that was imported: what came of it, and what it lost. Its leads are an audience. */
export function Page() {
  const { import: importId } = useParams({ from: '/imports/$import' });
  const { data, error, refetch } = useQuery({
    ...api.imports.get.queryOptions({ importId }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK_AGAIN_MS : false),
  });
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!data) return <Waiting />;
  const { source, importedBy, at, state, failure, rows, created, updated, held, duplicates, rejected, reading } = data;
  const leads = (n: number, what: string, which: (id: string) => string) => (
    <Opens n={n} what={what} to={{ to: '/leads', search: { where: which(importId) } }} />
  );
  return (
    <>
      <PageHead
        title={source}
        about={
          <>
            imported by {importedBy}, <Minute at={at} />, {state}
          </>
        }
      >
        <Link className="button" to="/imports">
          All imports
        </Link>
        <May call="campaigns.draft">
          <Link className="button" to="/campaigns/new" search={{ audience: leadsIn(importId) }}>
            Draft a campaign for them
          </Link>
        </May>
      </PageHead>
      <div className={layout.page}>
        {failure && <p role="alert">It stopped: {failure}. Rows that were saved stay; import the file again to add the rest.</p>}
        <Figures
          of={[
            { label: 'Rows', value: count(rows) },
            {
              label: 'Leads',
              value: leads(created + updated, 'Leads', leadsIn),
              about: (
                <>
                  {leads(created, 'New', newIn)} new, {leads(updated, 'Known', knownIn)} known
                </>
              ),
            },
            { label: 'Held', value: leads(held, 'Held', heldIn), about: 'saved, without emails yet' },
            {
              label: 'Twice in the file',
              value: reading?.twice ? (
                <Opens n={duplicates} what="Twice in the file" to={{ to: '.', hash: TWICE }} />
              ) : (
                count(duplicates)
              ),
              about: 'rows that add to another row',
            },
            {
              label: 'Rejected',
              value: <Opens n={rejected} what="Rejected" to={{ to: '.', hash: REJECTIONS }} />,
              tone: rejected > 0 ? 'late' : 'plain',
            },
          ]}
        />
        {reading && (Object.keys(reading.heldBecause).length > 0 || reading.unread.length > 0) && (
          <Panel title="Please note">
            <Losses heldBecause={reading.heldBecause} unread={reading.unread} rejected={[]} twice={[]} />
          </Panel>
        )}
        <Rejections importId={importId} />
        {reading?.twice && duplicates > 0 && <Twice of={reading.twice} />}
      </div>
    </>
  );
}

function Rejections({ importId }: { readonly importId: string }) {
  const list = usePages(api.imports.rejections, { importId });
  return (
    <Panel
      id={REJECTIONS}
      title="Rejected rows and cells"
      actions={
        <a className="button" href={`/imports/${importId}/rejects.csv`}>
          Download for a spreadsheet
        </a>
      }
    >
      <DataTable<Rejection>
        label="Rejections"
        {...rowsOf(list)}
        keyOf={({ n }) => String(n)}
        columns={[
          { title: 'Line', number: true, of: ({ line }) => line },
          { title: 'Costs', of: ({ costs }) => (costs === 'row' ? 'the lead' : 'the cell') },
          { title: 'Column', of: ({ column }) => column },
          { title: 'Why', of: ({ reason }) => reason },
          { title: 'What it says', of: ({ value }) => shortened(value), text: ({ value }) => value },
        ]}
        none={<Empty title="Nothing was rejected.">Every row became a lead, and every cell could be read.</Empty>}
      />
    </Panel>
  );
}

/** Rows of people who are in an earlier row, too. */
const Twice = ({ of }: { readonly of: readonly RowAgain[] }) => (
  <Panel
    id={TWICE}
    title="Twice in the file"
    about="Each of these rows is about a person of an earlier row: it adds what that one leaves open, and the stricter consent holds."
  >
    <DataTable<RowAgain>
      label="Twice in the file"
      rows={of}
      keyOf={({ line }) => String(line)}
      columns={[
        { title: 'Line', number: true, of: ({ line }) => line },
        { title: 'The same person as', of: ({ first }) => (first === undefined ? 'another address of theirs' : `line ${first}`) },
        {
          title: 'Who',
          of: ({ leadId }) =>
            leadId && (
              <Link to="/leads/$lead" params={{ lead: leadId }}>
                Open the lead
              </Link>
            ),
          text: ({ leadId }) => leadId,
        },
      ]}
      none={null}
    />
  </Panel>
);

const MOST_SHOWN = 160;

const shortened = (row: string): string => (row.length > MOST_SHOWN ? `${cut(row, MOST_SHOWN)}…` : row);
