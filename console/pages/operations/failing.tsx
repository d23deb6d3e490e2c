import { api, type Outputs } from '../../app/api.ts';
import { rowsOf, usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { When } from '../../parts/when.tsx';

type One = Outputs['mail']['failing']['items'][number];

/** Addresses that keep refusing email for reasons that may pass; a person decides whether to ask for another one. */
export function Failing() {
  const list = usePages(api.mail.failing, {});
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel
      title="Addresses that keep refusing"
      about="The reasons may be temporary, so these addresses stay open. Ask the leads for another address, or close the channel on their page."
    >
      <DataTable<One>
        label="Addresses that keep refusing"
        {...rowsOf(list)}
        keyOf={({ leadId, blame }) => `${leadId} ${blame}`}
        linkOf={({ leadId }) => ({ to: '/leads/$lead', params: { lead: leadId } })}
        columns={[
          { title: 'Address', of: ({ email }) => email },
          { title: 'Why', of: ({ text }) => text },
          { title: 'Times in a row', of: ({ inARow }) => inARow, number: true },
          { title: 'First', of: ({ firstAt }) => <When at={firstAt} />, text: ({ firstAt }) => firstAt },
          { title: 'Last', of: ({ lastAt }) => <When at={lastAt} />, text: ({ lastAt }) => lastAt },
        ]}
        none={<Empty title="No address keeps refusing.">An address appears here after three refusals in a row.</Empty>}
      />
    </Panel>
  );
}
