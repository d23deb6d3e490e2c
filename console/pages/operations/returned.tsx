import { api, type Inputs, type Outputs } from '../../app/api.ts';
import { rowsOf, usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { When } from '../../parts/when.tsx';

type One = Outputs['mail']['returned']['items'][number];
type What = Inputs['mail']['returned']['what'];

const said = {
  bounces: {
    title: 'Bounces in the last 24 hours',
    about: 'Addresses that do not exist are closed. Others are retried, or listed below.',
    none: 'No email bounced.',
  },
  complaints: {
    title: 'Complaints in the last 24 hours',
    about: 'They reported an email as spam. Their address is closed for good: check what they got, and why.',
    none: 'Nobody complained.',
  },
} as const satisfies Record<What, object>;

/** The emails of the last day that came back, or that their leads complained about. */
export function Returned({ what }: { readonly what: What }) {
  const list = usePages(api.mail.returned, { what });
  const { title, about, none } = said[what];
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel title={title} about={about}>
      <DataTable<One>
        label={title}
        {...rowsOf(list)}
        keyOf={({ id }) => id}
        linkOf={({ leadId }) => ({ to: '/leads/$lead', params: { lead: leadId } })}
        columns={[
          { title: 'Lead', of: ({ name }) => name },
          { title: 'Address', of: ({ email }) => email },
          { title: 'Email', of: ({ content }) => content ?? 'not known' },
          ...(what === 'bounces' ? [{ title: 'Why', of: ({ text }: One) => text }] : []),
          { title: 'When', of: ({ at }) => <When at={at} />, text: ({ at }) => at },
        ]}
        none={<Empty title={none} />}
      />
    </Panel>
  );
}
