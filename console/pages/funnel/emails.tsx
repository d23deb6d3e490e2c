import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, type Outputs } from '../../app/api.ts';
import { count, share } from '../../app/in-figures.ts';
import { AsTable } from '../../parts/as-table.tsx';
import { Bars } from '../../parts/bars.tsx';
import { Behind } from '../../parts/behind.tsx';
import { CountedAt } from '../../parts/counted-at.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useScope } from './search.ts';

type Row = Outputs['reports']['emails']['rows'][number];

const counting = {
  content: 'Email',
  persona: 'Persona',
  campaign: 'Campaign',
  source: 'Source',
  channel: 'Channel',
  version: 'Version of the text',
} as const;

/** What became of the emails that were due in the period; each number counts emails. */
export function Emails() {
  const scope = useScope();
  const [by, setBy] = useState<keyof typeof counting>('content');
  const { data, error, isPending, refetch } = useQuery(api.reports.emails.queryOptions({ ...scope.now, by }));
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  const again = async () => {
    await client.reports.emails.query({ ...scope.now, by, anew: true });
    await refetch();
  };
  return (
    <>
      <CountedAt at={data?.countedAt} again={again} />
      <Weeks />
      <Panel
        title={`By ${counting[by].toLowerCase()}`}
        about="Only clicks by people count; fetches by scanners are counted separately. Small numbers: share of the emails sent."
        actions={
          <label>
            <span className="visually-hidden">Count by</span>
            <select value={by} onChange={({ target }) => setBy(target.value as keyof typeof counting)}>
              {Object.entries(counting).map(([value, label]) => (
                <option key={value} value={value}>
                  By {label.toLowerCase()}
                </option>
              ))}
            </select>
          </label>
        }
      >
        <DataTable<Row>
          label={`Emails by ${by}`}
          rows={(data?.rows ?? []).toSorted((a, b) => b.sent - a.sent)}
          busy={isPending}
          keyOf={({ value }) => value ?? ''}
          columns={[{ title: counting[by], of: ({ label }) => label }, ...columns]}
          none={<Empty title="No email was due in this period.">Choose a longer period above.</Empty>}
        />
      </Panel>
    </>
  );
}

type Number = keyof Row['people'];

const counted = (title: string, what: Number): Column<Row> => ({
  title,
  of: (row) => (
    <>
      <Behind of={row.people[what]} what={`${row.label}: ${title.toLowerCase()}`}>
        {count(row[what])}
      </Behind>
      {what in row.rates && row[what] > 0 && <small> {share(row.rates[what as keyof Row['rates']])}</small>}
    </>
  ),
  text: (row) => row[what],
  number: true,
});

const columns: readonly Column<Row>[] = [
  counted('Sent', 'sent'),
  counted('Clicked', 'clicked'),
  counted('Goal', 'goal'),
  counted('Replied', 'replied'),
  counted('Unsubscribed', 'unsubscribed'),
  counted('Complained', 'complained'),
  counted('Bounced', 'bounced'),
  counted('Waits', 'deferred'),
  counted('Not sent', 'notSent'),
  {
    title: 'Why not',
    of: ({ label: email, notSentBecause, deferredBecause }) => (
      <ul>
        {[...notSentBecause, ...deferredBecause].map(({ label, count: emails, people }) => (
          <li key={people}>
            <Behind of={people} what={`${email}: ${label}`}>
              {count(emails)}
            </Behind>{' '}
            {label}
          </li>
        ))}
      </ul>
    ),
    text: ({ notSentBecause, deferredBecause }) =>
      [...notSentBecause, ...deferredBecause].map((part) => `${part.count} ${part.label}`).join('; '),
  },
];

/** How many emails went out, week by week. */
function Weeks() {
  const { data } = useQuery(api.reports.emails.queryOptions({ ...useScope().now, by: 'week' }));
  const rows = data?.rows ?? [];
  if (rows.length < 2) return null;
  return (
    <Panel title="Sent, by week">
      <Bars
        label="Emails sent by week"
        of={rows.map(({ label, sent }) => ({ label: label.replace(/^\d+-/, ''), value: sent }))}
      />
      <AsTable>
        <DataTable<Row>
          label="Emails by week"
          rows={rows}
          keyOf={({ label }) => label}
          columns={[{ title: 'Week', of: ({ label }) => label }, ...columns.slice(0, -1)]}
          none={null}
        />
      </AsTable>
    </Panel>
  );
}
