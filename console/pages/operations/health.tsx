import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { upperFirst } from '../../../domain/text/words.ts';
import { api, type Outputs } from '../../app/api.ts';
import { inMyTime } from '../../app/time.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { onPage, Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { partOf, toList, type PartName } from './health-parts.ts';
import { TrustDomains } from './trust-domains.tsx';

type Finding = NonNullable<Outputs['ops']['health']['parts'][PartName]>;

/** How often the state is looked at, in milliseconds. */
const EVERY = 10_000;

const statuses = {
  ok: 'Everything works.',
  degraded: 'Some things are late or refused.',
  down: 'Nothing that arrives can be saved.',
};

/** The parts of the installation, those with a problem first. */
export function Health() {
  const { data, error, refetch, isPending } = useQuery(api.ops.health.queryOptions(undefined, { refetchInterval: EVERY }));
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  const parts = (Object.entries(data?.parts ?? {}) as [PartName, Finding][]).toSorted(
    ([, a], [, b]) => Number(a.state === 'ok') - Number(b.state === 'ok'),
  );
  return (
    <Panel title="Health" about={data ? statuses[data.status] : 'Looking…'}>
      <DataTable<(typeof parts)[number]>
        label="Health"
        rows={parts}
        busy={isPending}
        keyOf={([name]) => name}
        columns={[
          { title: 'Part', of: ([name]) => partOf(name).label },
          { title: 'State', of: ([, { state }]) => <State state={state} />, text: ([, { state }]) => state },
          {
            title: 'What is so',
            of: ([name, { state, label }]) => (state === 'ok' ? partOf(name).about : label && upperFirst(inMyTime(label))),
          },
          {
            title: 'What to do',
            of: ([name, finding]) => <Todo name={name} {...finding} />,
            text: ([, { todo }]) => todo && onPage(todo),
          },
        ]}
        none={<Empty title="No part answers." />}
      />
    </Panel>
  );
}

/** A label of the API as a sentence of its own. */
const State = ({ state }: { readonly state: string }) =>
  state === 'ok' ? <Tag tone="good">works</Tag> : <Tag tone="late">needs you</Tag>;

/** The way to do something about it here; else what to do elsewhere. */
function Todo({ name, state, todo }: { readonly name: PartName } & Pick<Finding, 'state' | 'todo'>) {
  const { list, todo: here } = partOf(name);
  if (state === 'ok') return null;
  if (list) return <Link {...toList(list)}>Show them</Link>;
  if (name === 'domains') return <TrustDomains />;
  return <>{here ?? (todo && onPage(todo))}</>;
}
