import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { count, share } from '../../app/number.ts';
import { Facts } from '../../parts/facts.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Minute } from '../../parts/when.tsx';

/** What came of an email in the last month, in all campaigns together. */
export function LastMonth({ id }: { readonly id: string }) {
  const { data } = useQuery(api.reports.emails.queryOptions({ by: 'content' }));
  if (!data) return null;
  const row = data.rows.find(({ value }) => value === id);
  const of = (number: number) => row && `${count(number)}${row.sent > 0 ? ` (${share(number, row.sent)})` : ''}`;
  return (
    <Panel
      title="Last month"
      about={
        <>
          All campaigns, since <Minute at={data.from} />.
        </>
      }
    >
      {row ? (
        <Facts
          of={[
            ['Sent', count(row.sent)],
            ['Clicked', of(row.clicked)],
            ['Goal met', of(row.goal)],
            ['Replied', of(row.replied)],
            ['Unsubscribed', of(row.unsubscribed)],
            ['Complained', of(row.complained)],
            ['Bounced', of(row.bounced)],
            ['Not sent', count(row.notSent)],
          ]}
        />
      ) : (
        <p className="quiet">It was not sent.</p>
      )}
    </Panel>
  );
}
