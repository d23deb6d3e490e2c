import { refusedBy } from '../../client/index.ts';
import { inMyTime } from '../app/time.ts';
import styles from './notice.module.css';

/** Says what went wrong and what to do, and offers to try again. */
export function Problem({ error, reset }: { readonly error: unknown; readonly reset?: () => void }) {
  const refused = refusedBy(error);
  return (
    <section className={styles.notice} role="alert">
      <h2>{refused ? inMyTime(refused.message) : 'The server did not answer.'}</h2>
      <p>{refused ? toDo(refused) : 'Check your connection. Everything that you did before is saved.'}</p>
      {reset && <button onClick={reset}>Try again</button>}
    </section>
  );
}

/** What went wrong, on one line. */
export function problemInWords(error: unknown): string {
  const refused = refusedBy(error);
  if (!refused) return 'The server did not answer. Check your connection, then try again.';
  return [inMyTime(refused.message), toDo(refused)].filter(Boolean).join(' ');
}

type Refused = NonNullable<ReturnType<typeof refusedBy>>;

const toDo = ({ todo, didYouMean }: Refused): string =>
  [didYouMean && `Did you mean ${didYouMean}?`, todo && onPage(todo)].filter(Boolean).join(' ');

/** The API names the procedures that help in brackets; on a page, a button does. */
export const onPage = (todo: string): string => todo.replaceAll(/ \([a-z]+\.[a-zA-Z]+(?:, [a-z]+\.[a-zA-Z]+)*\)/g, '');
