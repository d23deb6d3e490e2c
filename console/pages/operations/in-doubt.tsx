import { api, type Outputs } from '../../app/api.ts';
import { useAct } from '../../app/use-act.ts';
import { rowsOf, usePages } from '../../app/use-pages.ts';
import { Empty } from '../../parts/empty.tsx';
import { ManyTable } from '../../parts/many-table.tsx';
import { useMany } from '../../parts/many.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { When } from '../../parts/when.tsx';
import { settled, type Settled } from './deeds.ts';
import { loadAll } from './load-all.ts';
import { useRefresh } from './refresh.ts';
import styles from './operations.module.css';

type Touch = Outputs['ops']['inDoubt']['items'][number];

const keyOf = ({ key }: Touch): string => key;

/** What the log of the email server may say. */
const answers = {
  accepted: { one: 'It was sent', many: 'They were sent', done: 'Count as sent' },
  refused: { one: 'It was not', many: 'They were not', done: 'Count as not sent, and are not sent again' },
} as const satisfies Record<Settled, object>;

const states = Object.keys(answers) as Settled[];

/** Emails that may or may not have been sent. */
export function InDoubt() {
  const list = usePages(api.ops.inDoubt, {});
  const { rows } = rowsOf(list);
  const many = useMany({ rows, keyOf, nameOf: ({ content, name }) => `${content} to ${name}`, loadAll: loadAll(list) });
  const act = useAct();
  const refresh = useRefresh();
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel
      title="Emails in doubt"
      about="The connection broke at the last moment. Search the log of the email server for the message, to see whether the server accepted it."
    >
      <ManyTable<Touch>
        label="Emails in doubt"
        list={list}
        many={many}
        keyOf={keyOf}
        columns={[
          { title: 'Lead', of: ({ name }) => name },
          { title: 'Address', of: ({ email }) => email },
          { title: 'Email', of: ({ content }) => content },
          { title: 'Since', of: ({ claimedAt }) => <When at={claimedAt} />, text: ({ claimedAt }) => claimedAt },
          {
            title: 'Message in the log',
            of: ({ messageId }) => <small className={styles.log}>{messageId}</small>,
            text: ({ messageId }) => messageId,
          },
          {
            title: 'Act',
            of: ({ key }) => (
              <span className={styles.acts}>
                {states.map((state) => (
                  <button key={state} disabled={act.isPending} onClick={() => act.mutate(() => settled(key, state))}>
                    {answers[state].one}
                  </button>
                ))}
              </span>
            ),
            text: () => undefined,
          },
        ]}
        none={<Empty title="No email is in doubt.">Trellis never resends an email in doubt on its own.</Empty>}
      >
        {states.map((state) => (
          <button key={state} onClick={() => void many.each(({ key }) => settled(key, state), answers[state].done).then(refresh)}>
            {answers[state].many}
          </button>
        ))}
      </ManyTable>
    </Panel>
  );
}
