import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { api, type Inputs } from '../../app/api.ts';
import { inMyTime } from '../../app/time.ts';
import { usePages } from '../../app/use-pages.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';

interface Person {
  readonly leadId: string;
  readonly name: string;
  readonly email: string;
  readonly company: string | null;
  /** Of a member: what it waits for, or why it is not in it. */
  readonly text?: string;
  readonly until?: string | undefined;
}

/** The leads behind a number of a campaign: its members, or those behind a result. Its address says which. */
export function Page() {
  const { campaign: campaignId } = useParams({ from: '/campaigns/$campaign/leads' });
  const search = useSearch({ from: '/campaigns/$campaign/leads' });
  const { data: campaign } = useQuery(api.campaigns.get.queryOptions({ campaignId }));
  const isMembers = search.measure === undefined && search.stage === undefined && search.group === undefined;
  return (
    <>
      <PageHead title={`Leads of ${campaign?.name ?? 'the campaign'}`} about={inWords(search)}>
        <Link className="button" to="/campaigns/$campaign" params={{ campaign: campaignId }}>
          Open the campaign
        </Link>
      </PageHead>
      <div className={layout.page}>
        {search.would ? (
          <Would {...search} campaignId={campaignId} />
        ) : isMembers ? (
          <Members {...search} campaignId={campaignId} />
        ) : (
          <People {...search} campaignId={campaignId} />
        )}
      </div>
    </>
  );
}

type Search = Readonly<
  Partial<
    Record<
      'is' | 'track' | 'because' | 'content' | 'persona' | 'measure' | 'stage' | 'group' | 'cameTo' | 'would' | 'runsIn',
      string | undefined
    >
  >
>;
type Of = Search & { readonly campaignId: string };
type Asked = Inputs['campaigns']['people'];
type Where = NonNullable<Inputs['campaigns']['members']['where']>;

const standing: Readonly<Record<string, string>> = { in: 'in it now', through: 'through', out: 'left out' };

/** What the page is narrowed to. */
const inWords = ({ is, track, because, content, persona, measure, stage, group, cameTo, would, runsIn }: Search): string =>
  [
    would === 'get' && 'would get it',
    would === 'not' && 'would not get it',
    runsIn && `now in the campaign ${runsIn}`,
    is && (standing[is] ?? is),
    track && `in the track ${track}`,
    group === 'inIt' && 'whom it took in',
    group === 'heldOut' && 'who were held out by lot',
    cameTo && `came to the stage ${cameTo}, or past it`,
    stage && `now in the stage ${stage}`,
    content && `the email ${content}`,
    persona && `in the version for ${persona}`,
    measure && (measure === 'notSent' ? 'not sent' : measure),
    because && `because: ${because}`,
  ]
    .filter(Boolean)
    .join(' · ') || 'everybody who is or was in it';

function Members({ campaignId, is, track, because }: Of) {
  const list = usePages(api.campaigns.members, { campaignId, where: { is: is as Where['is'], track, because } });
  return (
    <Table
      list={list}
      rows={list.data?.pages.flatMap(({ items }) => items) ?? []}
      more={[
        { title: 'What it is waiting for, or why it is out', of: ({ text }) => text && inMyTime(text), text: ({ text }) => text },
        { title: 'Until', of: ({ until }) => until && <Minute at={until} />, text: ({ until }) => until },
      ]}
    />
  );
}

/** Those of a draft's audience, as its preview counts them. */
function Would({ campaignId, would, because, runsIn }: Of) {
  const list = usePages(api.campaigns.would, { campaignId, not: would === 'not' || undefined, because, runsIn });
  return <Table list={list} rows={list.data?.pages.flatMap(({ items }) => items) ?? []} more={[]} />;
}

function People({ campaignId, content, persona, measure, because, stage, group, cameTo }: Of) {
  const list = usePages(api.campaigns.people, {
    campaignId,
    content,
    persona: persona === 'everybody' ? null : persona,
    measure: measure as Asked['measure'],
    because,
    stage,
    group: group as Asked['group'],
    cameTo: cameTo as Asked['cameTo'],
  });
  return <Table list={list} rows={list.data?.pages.flatMap(({ items }) => items) ?? []} more={[]} />;
}

interface TableProps {
  readonly list: ReturnType<typeof usePages>;
  readonly rows: readonly Person[];
  readonly more: readonly Column<Person>[];
}

const Table = ({ list, rows, more }: TableProps) =>
  list.error ? (
    <Problem error={list.error} reset={() => void list.refetch()} />
  ) : (
    <DataTable<Person>
      label="Leads"
      rows={rows}
      busy={list.isPending}
      keyOf={({ leadId }) => leadId}
      linkOf={({ leadId }) => ({ to: '/leads/$lead', params: { lead: leadId } })}
      columns={[
        { title: 'Name', of: ({ name }) => name },
        { title: 'Company', of: ({ company }) => company },
        { title: 'Email', of: ({ email }) => email },
        ...more,
      ]}
      more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
      none={<Empty title="Nobody is here now.">Leads move on; the campaign shows where they are.</Empty>}
    />
  );
