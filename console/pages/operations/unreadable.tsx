import { api } from '../../app/api.ts';
import { usePages } from '../../app/use-pages.ts';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useMailDecisions } from './mail-decisions.ts';
import { MailTable } from './mail-table.tsx';

/** Emails that Trellis could not read. */
export function Unreadable() {
  const list = usePages(api.mail.unreadable, {});
  const { dismiss } = useMailDecisions();
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel
      title="Emails that can’t be read"
      about="Read each in its original form, and answer it from your own mailbox if necessary."
    >
      <MailTable
        label="Emails that can’t be read"
        list={list}
        columns={[{ title: 'Act', of: ({ id }) => <button onClick={() => dismiss(id)}>Dismiss</button>, text: () => undefined }]}
        none={<Empty title="Every email could be read.">A malformed email appears here.</Empty>}
      />
    </Panel>
  );
}
