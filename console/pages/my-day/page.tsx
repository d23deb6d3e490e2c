import { Activity } from './activity.tsx';
import styles from './page.module.css';

/** A rep's day without an open task: what their leads did, and what others are to do. */
export function Page() {
  return (
    <div className={styles.beside}>
      <p className="quiet">
        Press <kbd>j</kbd> for the first task. Its call sheet opens here.
      </p>
      <Activity />
    </div>
  );
}
