import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api, type Outputs } from '../../app/api.ts';
import { count, share } from '../../app/in-figures.ts';
import { Behind } from '../../parts/behind.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { groupings, useScope, type Grouping } from './search.ts';

type Group = Outputs['reports']['funnel']['groups'][number];

/** The same funnel for each campaign, source, persona or program. A row opens the page for that group alone. */
export function Groups() {
  const search = useSearch({ from: '/funnel' });
  const { by = 'source' } = search;
  const navigate = useNavigate();
  const { data, error, isPending } = useQuery(api.reports.funnel.queryOptions({ ...useScope().now, by }));
  if (error) return <Problem error={error} />;
  const groups = (data?.groups ?? []).toSorted((a, b) => reachedFirst(b) - reachedFirst(a));
  return (
    <Panel
      title={`By ${groupings[by].toLowerCase()}`}
      about="Small numbers: share of the previous stage. A row opens the funnel of its group."
      actions={
        <label>
          <span className="visually-hidden">Count by</span>
          <select
            value={by}
            onChange={({ target }) =>
              void navigate({
                to: '/funnel',
                search: { ...search, by: target.value as Grouping },
                replace: true,
                resetScroll: false,
              })
            }
          >
            {Object.entries(groupings).map(([value, label]) => (
              <option key={value} value={value}>
                By {label.toLowerCase()}
              </option>
            ))}
          </select>
        </label>
      }
    >
      <DataTable<Group>
        label={`Funnel by ${by}`}
        rows={groups}
        busy={isPending}
        keyOf={({ value }) => value ?? ''}
        linkOf={({ value }) => ({ to: '/funnel', search: { ...search, [by]: value ?? undefined } })}
        columns={[
          { title: groupings[by], of: ({ label }) => label },
          ...(groups[0]?.stages ?? []).map(({ stage, label: title }, nth) => ({
            title,
            of: ({ label, stages }: Group) => (
              <Step stage={stages[nth]!} isFirst={nth === 0} of={`${label}: leads that reached ${title}`} key={stage} />
            ),
            text: ({ stages }: Group) => stages[nth]!.reached,
            number: true as const,
          })),
          {
            title: 'Of all',
            of: ({ stages }) => share(stages.at(-1)?.ofAll),
            text: ({ stages }) => stages.at(-1)?.ofAll,
            number: true,
          },
        ]}
        none={<Empty title="No lead came in during this period." />}
      />
    </Panel>
  );
}

const reachedFirst = ({ stages }: Group): number => stages[0]?.reached ?? 0;

interface StepProps {
  readonly stage: Group['stages'][number];
  readonly isFirst: boolean;
  readonly of: string;
}

const Step = ({ stage: { reached, rate, people }, isFirst, of }: StepProps) => (
  <>
    <Behind of={people.reached} what={of}>
      {count(reached)}
    </Behind>
    {!isFirst && reached > 0 && <small> {share(rate)}</small>}
  </>
);
