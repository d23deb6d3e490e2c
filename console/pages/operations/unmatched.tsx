import { api } from '../../app/api.ts';
import { useMay } from '../../app/may.ts';
import { usePages } from '../../app/use-pages.ts';
import { Empty } from '../../parts/empty.tsx';
import { May } from '../../parts/may.tsx';
import { ManyBar, useMany } from '../../parts/many.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import layout from '../../style/layout.module.css';
import { Assign } from './assign.tsx';
import { loadAll } from './load-all.ts';
import { useMailDecisions } from './mail-decisions.ts';
import { MailTable, type Mail } from './mail-table.tsx';
import styles from './operations.module.css';

const nameOf = ({ from, subject }: Mail): string => `${subject || 'a message'} from ${from ?? 'somebody'}`;

/** Emails that Trellis can't assign to a lead with certainty. */
export function Unmatched() {
  const list = usePages(api.mail.unmatched, {});
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const many = useMany({ rows, keyOf: ({ id }) => id, nameOf, loadAll: loadAll(list) });
  const may = useMay();
  const { dismiss, assign, isAssigning, dismissEach, refresh } = useMailDecisions();
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel
      title="Unassigned emails"
      about="Assign an email to a lead, and it counts as their reply: a rep gets a task. If you dismiss it, nobody will answer it."
    >
      <div className={layout.stack}>
        {rows.length > 0 && may('mail.dismiss') && (
          <ManyBar of={many}>
            <button onClick={() => void many.each(({ id }) => dismissEach(id), 'Dismissed').then(refresh)}>Dismiss them</button>
          </ManyBar>
        )}
        <MailTable
          label="Unassigned emails"
          list={list}
          choosing={many.table}
          columns={[
            {
              title: 'Act',
              of: ({ id }) => (
                <span className={styles.acts}>
                  <May call="mail.assign">
                    <Assign busy={isAssigning} onAssign={(lead) => assign(id, lead)} />
                  </May>
                  <May call="mail.dismiss">
                    <button onClick={() => dismiss(id)}>Dismiss</button>
                  </May>
                </span>
              ),
              text: () => undefined,
            },
            ...many.columns,
          ]}
          none={<Empty title="No emails are waiting.">An email that Trellis can’t assign to a lead appears here.</Empty>}
        />
      </div>
    </Panel>
  );
}
