import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { api, type Inputs, type Outputs } from '../../../app/api.ts';
import { rowsOf, usePages } from '../../../app/use-pages.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { May } from '../../../parts/may.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { Tag } from '../../../parts/tag.tsx';
import { Minute, When } from '../../../parts/when.tsx';
import layout from '../../../style/layout.module.css';
import { useReplay } from './use-replay.ts';

type Delivery = Outputs['events']['deliveries']['items'][number];
type State = NonNullable<Exclude<Inputs['events']['deliveries'], void | undefined>['state']>;

const states: Readonly<Record<State, { readonly label: string; readonly tone: 'good' | 'soon' | 'late' }>> = {
  waiting: { label: 'waits', tone: 'soon' },
  delivered: { label: 'delivered', tone: 'good' },
  dead: { label: 'given up', tone: 'late' },
};

const stateOf = (text: string | undefined): State | undefined =>
  text !== undefined && Object.hasOwn(states, text) ? (text as State) : undefined;

/** The log of deliveries, latest first; one or a day of them can go out again. */
export function Deliveries({ sinks }: { readonly sinks: readonly string[] }) {
  const search = useSearch({ from: '/settings/$section' });
  const [sink, state] = [search.sink, stateOf(search.state)];
  const list = usePages(api.events.deliveries, { sink, state });
  const replay = useReplay();
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel
      title="Deliveries"
      about="An event that is sent again keeps its number, so that the receiver can skip what it already has."
      actions={<Choice sinks={sinks} />}
    >
      <DataTable<Delivery>
        label="Deliveries"
        {...rowsOf(list)}
        keyOf={({ id, sink: to }) => `${id} ${to}`}
        columns={[
          { title: 'Event', of: ({ type }) => type },
          { title: 'When', of: ({ at }) => <Minute at={at} />, text: ({ at }) => at },
          { title: 'Receiver', of: ({ sink: to }) => to },
          {
            title: 'Lead',
            of: ({ leadId }) =>
              leadId && (
                <Link to="/leads/$lead" params={{ lead: leadId }}>
                  Open
                </Link>
              ),
            text: () => undefined,
          },
          { title: 'State', of: (one) => <StateOf one={one} />, text: ({ state: code }) => code },
          { title: 'Attempts', of: ({ attempts }) => attempts, number: true },
          { title: 'What the receiver said', of: ({ error }) => error ?? 'nothing' },
          {
            title: 'Again',
            of: ({ id, sink: to }) => (
              <May call="events.replay">
                <button disabled={replay.isPending} onClick={() => replay.mutate({ id, sink: to })}>
                  Send it again
                </button>
              </May>
            ),
            text: () => undefined,
          },
        ]}
        none={
          <Empty title="Nothing has been delivered.">
            Every new stage, task and deal of a lead appears here, with the answer of the receiver.
          </Empty>
        }
      />
    </Panel>
  );
}

function StateOf({ one: { state, realNextAt } }: { readonly one: Delivery }) {
  const { label, tone } = states[stateOf(state) ?? 'waiting'];
  return (
    <>
      <Tag tone={tone}>{label}</Tag>{' '}
      {state === 'waiting' && realNextAt && (
        <small>
          next <When at={String(realNextAt)} />
        </small>
      )}
    </>
  );
}

function Choice({ sinks }: { readonly sinks: readonly string[] }) {
  const { sink, state } = useSearch({ from: '/settings/$section' });
  const navigate = useNavigate();
  const show = (search: { readonly sink?: string; readonly state?: string }) =>
    void navigate({
      to: '/settings/$section',
      params: { section: 'webhooks' },
      search: { sink, state, ...search },
      replace: true,
    });
  return (
    <span className={layout.row}>
      <label>
        <span className="visually-hidden">Receiver</span>
        <select value={sink ?? ''} onChange={({ target }) => show({ sink: target.value })}>
          <option value="">All receivers</option>
          {sinks.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label>
        <span className="visually-hidden">State</span>
        <select value={state ?? ''} onChange={({ target }) => show({ state: target.value })}>
          <option value="">In every state</option>
          {Object.entries(states).map(([code, { label }]) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </span>
  );
}
