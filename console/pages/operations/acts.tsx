import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { api, queries, type Inputs, type Outputs } from '../../app/api.ts';
import { dayOf } from '../../app/period.ts';
import { rowsOf, usePages } from '../../app/use-pages.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { When } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import { ActsFilter } from './acts-filter.tsx';
import type { ActsSearch } from './search.ts';

type Act = Outputs['audit']['list']['items'][number];

type Filter = NonNullable<Inputs['audit']['list']>;

const outcomes = {
  done: { label: 'done', tone: 'good' },
  refused: { label: 'refused', tone: 'soon' },
  failed: { label: 'failed', tone: 'late' },
  begun: { label: 'result unknown', tone: 'late' },
} as const satisfies Record<Act['outcome'], object>;

/** Who did what, newest first; what it is narrowed to is in the address. */
export function Acts() {
  const { view: _view, list: _list, ...search } = useSearch({ from: '/operations' });
  const navigate = useNavigate();
  const { who, what, whom, from, to } = search;
  const filter = useMemo(() => filterOf({ who, what, whom, from, to }), [who, what, whom, from, to]);
  const list = usePages(api.audit.list, filter);
  const narrow = (more: ActsSearch) =>
    void navigate({ to: '/operations', search: { view: 'audit', ...search, ...more }, replace: true });
  const columns = columnsOf(search);
  return (
    <Panel
      title="Audit log"
      about="Every act of people, keys, the command line and Trellis itself. The log stores nothing that leads wrote, and shows their current names."
    >
      <div className={layout.stack}>
        <ActsFilter search={search} onNarrow={narrow} />
        {list.error ? (
          <Problem error={list.error} reset={() => void list.refetch()} />
        ) : (
          <DataTable<Act>
            label="Audit log"
            {...rowsOf(list)}
            keyOf={({ id }) => id}
            columns={columns}
            everything={() => everyAct(filter)}
            none={<Empty title="No act matches.">Loosen the filter.</Empty>}
          />
        )}
      </div>
    </Panel>
  );
}

/** As many acts as a file takes; a narrower filter gets the others. */
const MOST = 50_000;
/** Of a page for a file; the API gives no longer ones. */
const LONGEST_PAGE = 1_000;

/** All acts that fit, for the file. */
async function everyAct(filter: Filter): Promise<Act[]> {
  const all: Act[] = [];
  let after: string | undefined;
  do {
    const page = await queries.fetchQuery(api.audit.list.queryOptions({ ...filter, after, limit: LONGEST_PAGE }));
    all.push(...page.items);
    after = page.next;
  } while (after !== undefined && all.length < MOST);
  return all;
}

/** The days of the filter are whole ones, in the zone of this browser. */
const filterOf = ({ who, what, whom, from, to }: ActsSearch): Filter => ({
  principal: who,
  action: what,
  subject: whom,
  from: from && dayOf(from).toISOString(),
  until: to && new Date(dayOf(to).getTime() + 86_400_000).toISOString(),
});

const columnsOf = (search: ActsSearch): Column<Act>[] => [
  { title: 'When', of: ({ at }) => <When at={at} />, text: ({ at }) => at },
  {
    title: 'Who',
    of: ({ principal }) => (
      <Link to="/operations" search={{ ...search, view: 'audit', who: principal }} title="Only their acts">
        {principal}
      </Link>
    ),
    text: ({ principal }) => principal,
  },
  {
    title: 'What',
    of: ({ text, action }) => (
      <>
        {text} <small>{action}</small>
      </>
    ),
    text: ({ text, action }) => `${text} (${action})`,
  },
  {
    title: 'Whom',
    of: ({ leads }) => (
      <span className={layout.row}>
        {leads.map(({ id, name }) => (
          <Link key={id} to="/leads/$lead" params={{ lead: id }}>
            {name}
          </Link>
        ))}
      </span>
    ),
    text: ({ leads }) => leads.map(({ name }) => name).join('; '),
  },
  {
    title: 'Result',
    of: ({ outcome }) => <Tag tone={outcomes[outcome].tone}>{outcomes[outcome].label}</Tag>,
    text: ({ outcome }) => outcomes[outcome].label,
  },
];
