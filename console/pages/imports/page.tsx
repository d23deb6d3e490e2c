import { Link } from '@tanstack/react-router';
import { api, type Outputs } from '../../app/api.ts';
import { count } from '../../app/number.ts';
import { usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
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
            rows={list.data?.pages.flatMap(({ items }) => items) ?? []}
            busy={list.isPending}
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
              { title: 'New', number: true, of: ({ created }) => count(created), text: ({ created }) => created },
              { title: 'Known', number: true, of: ({ updated }) => count(updated), text: ({ updated }) => updated },
              { title: 'Held', number: true, of: ({ held }) => count(held), text: ({ held }) => held },
              { title: 'Rejected', number: true, of: ({ rejected }) => count(rejected), text: ({ rejected }) => rejected },
            ]}
            more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
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
