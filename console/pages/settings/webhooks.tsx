import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, type Outputs } from '../../app/api.ts';
import { count } from '../../app/number.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { May } from '../../parts/may.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { Deliveries } from './webhooks/deliveries.tsx';
import { TestSink } from './webhooks/test-sink.tsx';

type Sink = Outputs['events']['sinks'][number];

/** The other systems that hear what happens: how it goes, the log of deliveries, and what was given up once more. */
export function Section() {
  const { data, error, refetch } = useQuery(api.events.sinks.queryOptions());
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!data) return <Waiting />;
  if (data.length === 0)
    return (
      <Empty title="No other system gets events.">
        Add a webhook or Slack under “sinks” in the configuration of your app. It then gets every new stage, task and deal.
      </Empty>
    );
  return (
    <>
      <Panel title="Receivers" about="Set under “sinks” in the configuration of your app. The numbers cover the last seven days.">
        <DataTable<Sink>
          label="Receivers"
          rows={data}
          keyOf={({ sink }) => sink}
          columns={[
            { title: 'Receiver', of: ({ sink }) => sink },
            { title: 'State', of: (sink) => <State of={sink} />, text: ({ error: fault }) => fault ?? 'takes all' },
            {
              title: 'Delivered',
              of: (one) => <Rows of={one} state="delivered" />,
              text: ({ delivered }) => delivered,
              number: true,
            },
            { title: 'Waiting', of: (one) => <Rows of={one} state="waiting" />, text: ({ waiting }) => waiting, number: true },
            { title: 'Given up', of: (one) => <Rows of={one} state="dead" />, text: ({ dead }) => dead, number: true },
            {
              title: 'Last delivery',
              of: ({ deliveredAt }) => (deliveredAt ? <When at={deliveredAt} /> : 'never'),
              text: (one) => one.deliveredAt,
            },
            {
              title: 'Try it',
              of: ({ sink }) => (
                <May call="events.replay">
                  <TestSink sink={sink} />
                </May>
              ),
              text: () => undefined,
            },
          ]}
          none={null}
        />
      </Panel>
      <Deliveries sinks={data.map(({ sink }) => sink)} />
    </>
  );
}

const State = ({ of: { waiting, dead, error } }: { readonly of: Sink }) =>
  error && (waiting > 0 || dead > 0) ? <Tag tone="late">fails: {error}</Tag> : <Tag tone="good">takes all</Tag>;

const Rows = ({ of, state }: { readonly of: Sink; readonly state: 'delivered' | 'waiting' | 'dead' }) => (
  <Link to="/settings/$section" params={{ section: 'webhooks' }} search={{ sink: of.sink, state }}>
    {count(of[state])}
  </Link>
);
