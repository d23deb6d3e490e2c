import { useId, type ReactNode } from 'react';
import styles from './panel.module.css';

interface PanelProps {
  /** Its name in an address, such as `#rejections`. */
  readonly id?: string;
  readonly title: string;
  /** One line below the title. */
  readonly about?: ReactNode;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with a title. */
export function Panel({ id, title, about, actions, children }: PanelProps) {
  const heading = useId();
  return (
    <section id={id} className={styles.panel} aria-labelledby={heading}>
      <header>
        <div>
          <h2 id={heading}>{title}</h2>
          {about && <p className="quiet">{about}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}
