import styles from './waiting.module.css';

/** Holds the place of what is loading, so that the page does not jump when it comes. */
export function Waiting({ lines = 6 }: { readonly lines?: number }) {
  return (
    <div className={styles.waiting} role="status">
      <span className="visually-hidden">Loading</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={styles.line} />
      ))}
    </div>
  );
}
