import { useQuery } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';
import { count, share } from '../../app/number.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Figures } from '../../parts/figures.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import layout from '../../style/layout.module.css';

type Senders = Outputs['policy']['senders'];

/** In whose name emails go out, at which pace, and the health of the domain that they come from. */
export function Section() {
  const { data, error, refetch } = useQuery(api.policy.senders.queryOptions());
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!data) return <Waiting />;
  return (
    <>
      <p className="quiet">
        The sender is set in the configuration or environment of your app (TRELLIS_SENDER_NAME, TRELLIS_SENDER_ADDRESS,
        TRELLIS_POSTAL_ADDRESS), and the pace in its policy.
      </p>
      {data.trouble && (
        <p role="alert">
          Now {data.trouble.label}. {data.trouble.todo}
        </p>
      )}
      <div className={layout.halves}>
        <Company of={data} />
        <Pace of={data} />
      </div>
      <Domain of={data} />
      <Reps of={data} />
    </>
  );
}

const Company = ({ of: { name, address, postalAddress } }: { readonly of: Senders }) => (
  <Panel title="The company" about="Every email contains the postal address, as the law of most countries requires.">
    <Facts
      of={[
        ['From', `${name} <${address}>`],
        ['Replies', 'go to the same address, and into the story of the lead'],
        ['Postal address', postalAddress],
      ]}
    />
  </Panel>
);

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const Pace = ({ of: { pace } }: { readonly of: Senders }) => (
  <Panel title="Pace" about="Across all programs and campaigns, in the time zone of the lead.">
    <Facts
      of={[
        ['Between two emails', `at least ${pace.gap}`],
        ['In seven days', `at most ${pace.mostPerWeek}`],
        ['Sent', `${pace.window.days.map((day) => weekdays[day - 1]).join(', ')}, ${pace.window.from} to ${pace.window.to}`],
        ['Never', `${pace.quietHours.from} to ${pace.quietHours.to}`],
      ]}
    />
  </Panel>
);

const states = {
  found: { tone: 'good', text: 'there' },
  missing: { tone: 'late', text: 'missing' },
  unknown: { tone: 'soon', text: 'DNS did not answer' },
} as const;

const Domain = ({ of: { domain, day, pace, records } }: { readonly of: Senders }) => (
  <Panel title={`The domain ${domain}`} about="The results of the last 24 hours, and what receivers now find in DNS.">
    <div className={layout.stack}>
      <Figures
        of={[
          { label: 'Sent', value: count(day.sent) },
          {
            label: 'Bounced',
            value: share(day.bounced, day.sent) ?? '0%',
            about: `${count(day.bounced)}; more than ${share(pace.alarm.bounces, 1)} alerts operations`,
            tone: day.isSuspect ? 'late' : 'plain',
          },
          {
            label: 'Complaints',
            value: count(day.complained),
            about: `more than ${(pace.alarm.complaints * 100).toFixed(1)}% of them alert operations`,
            tone: day.isSuspect ? 'late' : 'plain',
          },
        ]}
      />
      <DataTable<Senders['records'][number]>
        label="Records of the domain"
        rows={records}
        keyOf={({ host }) => host}
        columns={[
          { title: 'Record', of: ({ label }) => label },
          { title: 'Host', of: ({ host }) => host },
          {
            title: 'State',
            of: ({ state }) => <Tag tone={states[state].tone}>{states[state].text}</Tag>,
            text: ({ state }) => state,
          },
          {
            title: 'Text, or what to do',
            of: ({ text, state, todo }) => text ?? (state === 'missing' ? todo : 'Try again in a minute.'),
          },
        ]}
        none={null}
      />
    </div>
  </Panel>
);

type Rep = Senders['reps'][number];

const Reps = ({ of: { domain, reps } }: { readonly of: Senders }) => (
  <Panel
    title="In the name of a rep"
    about={`Some emails go out in the name of the lead’s rep: from the rep’s own address if it is at ${domain}, otherwise from the company’s address with replies to the rep.`}
  >
    <DataTable<Rep>
      label="Reps as senders"
      rows={reps}
      keyOf={({ name, team }) => `${team} ${name}`}
      columns={[
        { title: 'Name', of: ({ name }) => name },
        { title: 'Team', of: ({ team }) => team },
        { title: 'From', of: ({ from }) => from.address },
        { title: 'Replies to', of: ({ from, replyTo }) => (replyTo ?? [from]).map(({ address }) => address).join(', ') },
      ]}
      none={<Empty title="There are no reps yet." />}
    />
  </Panel>
);
