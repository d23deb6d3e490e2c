import { quantity, upperFirst } from '../../../domain/text/words.ts';
import { inWords } from '../../app/time.ts';
import { Clock } from '../../parts/clock.tsx';
import { Tag } from '../../parts/tag.tsx';
import styles from './day-list.module.css';
import type { Task } from './task.ts';

/** A task on a line: who, how long there is, and why now. */
export function Line({ task }: { readonly task: Task }) {
  const { lead, label, because, trigger, words, attempts, mostAttempts, assignee, dueAt, since } = task;
  return (
    <div className={styles.line}>
      <strong className={styles.name}>{lead.name}</strong>
      <Clock dueAt={dueAt} since={since} />
      <small className={styles.who}>{[lead.title, lead.company].filter(Boolean).join(', ')}</small>
      <span className={styles.why}>
        {upperFirst(label)}: {because}
        {trigger?.at && ` (${inWords(trigger.at)})`}
      </span>
      {words && <q className={styles.words}>{words}</q>}
      <small className={styles.more}>
        {[attempts > 0 && attemptsOf(attempts, mostAttempts), `their time: ${lead.localTime}`].filter(Boolean).join(' · ')}{' '}
        {!assignee && <Tag tone="soon">nobody has it</Tag>}
      </small>
    </div>
  );
}

const attemptsOf = (n: number, most: number | undefined): string =>
  most === undefined ? quantity(n, 'attempt') : `${n} of ${quantity(most, 'attempt')}`;
