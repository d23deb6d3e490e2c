import { Link, useSearch } from '@tanstack/react-router';
import { suppressionScopes } from '../../../../domain/contact/suppression-scope.ts';
import { api, type Inputs } from '../../../app/api.ts';
import { rowsOf, usePages } from '../../../app/use-pages.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { May } from '../../../parts/may.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { Minute } from '../../../parts/when.tsx';
import type { Suppression } from './suppression.ts';
import { channelInWords } from './words.ts';
import { useOpen } from './use-open.ts';

type Asked = Exclude<Inputs['suppressions']['list'], void | undefined>;

/** The suppressions in force, latest first. */
export function SuppressionList() {
  const { text, reason, scope } = useSearch({ from: '/settings/$section' });
  const list = usePages(api.suppressions.list, {
    text,
    reason: reason as Asked['reason'],
    scope: scope as Asked['scope'],
    sort: 'newest' as const,
  });
  const open = useOpen();
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <DataTable<Suppression>
      label="Not contacted"
      {...rowsOf(list)}
      keyOf={({ id }) => id}
      columns={[
        { title: 'Who', of: (one) => <Who one={one} />, text: ({ who }) => who },
        { title: 'Why', of: ({ label }) => label },
        { title: 'What is closed', of: ({ channel }) => channelInWords(channel) },
        { title: 'Since', of: ({ at }) => <Minute at={at} />, text: ({ at }) => at },
        { title: 'Until', of: ({ until }) => (until ? <Minute at={until} /> : 'for good'), text: ({ until }) => until },
        {
          title: 'Open again',
          of: (one) =>
            one.mayOpen ? (
              <May call="contact.open">
                <button onClick={() => open(one)}>Open again</button>
              </May>
            ) : (
              <small>{one.setBy === 'person' ? 'only they can, by opting in again' : 'not by hand'}</small>
            ),
          text: () => undefined,
        },
      ]}
      none={
        text || reason || scope ? (
          <Empty title="Nothing matches the filter.">
            Loosen it. Anyone who is not on the list may be contacted, if they gave their consent.
          </Empty>
        ) : (
          <Empty title="Nobody is on the list.">
            Unsubscribes, complaints and bounces are added automatically. You can import a list from another tool below.
          </Empty>
        )
      }
    />
  );
}

const Who = ({ one: { who, leadId, scope } }: { readonly one: Suppression }) =>
  leadId === undefined ? (
    <>
      {who || 'everybody'} <small>{suppressionScopes[scope].label}</small>
    </>
  ) : (
    <Link to="/leads/$lead" params={{ lead: leadId }}>
      {who}
    </Link>
  );
