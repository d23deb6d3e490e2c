import { api } from '../../app/api.ts';
import { usePages } from '../../app/use-pages.ts';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { MailTable } from './mail-table.tsx';

/** Bounces in which servers refuse our emails because of the sender or the content. */
export function AgainstUs() {
  const list = usePages(api.mail.againstUs, {});
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel
      title="Servers that refuse us"
      about="They object to our sender, its reputation or the content. Check SPF, DKIM, DMARC and the public blocklists."
    >
      <MailTable
        label="Servers that refuse us"
        list={list}
        none={<Empty title="No server refuses us.">Servers that refuse us appear here, with their answer.</Empty>}
      />
    </Panel>
  );
}
