import { Dialog as Base } from '@base-ui/react/dialog';
import { useRef, type ReactNode } from 'react';
import styles from './dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  /** For a table. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A window over the page. It keeps the focus, gives it back to where it was, and Escape closes it. */
export function Dialog({ title, open, onClose, wide, children }: DialogProps) {
  const before = useRef<HTMLElement>(null);
  const wasOpen = useRef(false);
  // While it is drawn, nothing in it has the focus yet.
  if (open && !wasOpen.current) before.current = document.activeElement as HTMLElement | null;
  wasOpen.current = open;
  return (
    <Base.Root open={open} onOpenChange={(isOpen) => isOpen || onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={styles.popup} data-wide={wide} finalFocus={before}>
          <Base.Title className={styles.title}>{title}</Base.Title>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
