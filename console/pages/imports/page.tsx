import { Link } from '@tanstack/react-router';
import { api, type Outputs } from '../../app/api.ts';
import { count } from '../../app/number.ts';
import { rowsOf, usePages } from '../../app/use-pages.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Opens } from '../../parts/opens.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import { heldIn, knownIn, newIn, REJECTIONS } from './leads-in.ts';
import { Upload } from './upload.tsx';

type Import = Outputs['imports']['list']['items'][number];

/** Files of leads: a new one, and those that were imported. */
export function Page() {
  const list = usePages(api.imports.list, {});
  return (
    <>
      <PageHead title="Imports" about="The leads of a file are an audience for a campaign.">
        <Link className="button" to="/campaigns">
          Open the campaigns
        </Link>
      </PageHead>
      <div className={layout.page}>
        <Upload />
        {list.error ? (
          <Problem error={list.error} reset={() => void list.refetch()} />
        ) : (
          <DataTable<Import>
            label="Imports"
            {...rowsOf(list)}
            keyOf={({ id }) => id}
            linkOf={({ id }) => ({ to: '/imports/$import', params: { import: id } })}
            columns={[
              { title: 'Source', of: ({ source }) => source },
              { title: 'When', of: ({ at }) => <Minute at={at} />, text: ({ at }) => at },
              { title: 'By', of: ({ importedBy }) => importedBy },
              {
                title: 'State',
                of: ({ state }) => <Tag tone={state === 'done' ? 'good' : 'soon'}>{state}</Tag>,
                text: ({ state }) => state,
              },
              { title: 'Rows', number: true, of: ({ rows }) => count(rows), text: ({ rows }) => rows },
              leads('New', 'created', newIn),
              leads('Known', 'updated', knownIn),
              leads('Held', 'held', heldIn),
              {
                title: 'Rejected',
                number: true,
                of: ({ id, source, rejected }) => (
                  <Opens
                    n={rejected}
                    what={`${source}: rejected`}
                    to={{ to: '/imports/$import', params: { import: id }, hash: REJECTIONS }}
                  />
                ),
                text: ({ rejected }) => rejected,
              },
            ]}
            none={
              <Empty title="No file has been imported yet.">
                Choose a CSV file above. You will see what the import would do before anything is saved.
              </Empty>
            }
          />
        )}
      </div>
    </>
  );
}

/** A column of leads. @param which the audience of them, by the id of the import */
const leads = (title: string, what: 'created' | 'updated' | 'held', which: (id: string) => string): Column<Import> => ({
  title,
  number: true,
  of: (one) => (
    <Opens n={one[what]} what={`${one.source}: ${title.toLowerCase()}`} to={{ to: '/leads', search: { where: which(one.id) } }} />
  ),
  text: (one) => one[what],
});
