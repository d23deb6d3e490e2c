import { Toast } from '@base-ui/react/toast';
import type { ReactNode } from 'react';
import { useKeys } from '../app/keys.ts';
import { inMyTime } from '../app/time.ts';
import { problemInWords } from './problem.tsx';
import styles from './tell.module.css';

/** What was said stays long enough to be read, and longer where it can be taken back. */
const SAID_FOR_MS = 10_000;
const UNDO_FOR_MS = 60_000;

/** Shows what `useTell` says, above the page. */
export function Told({ children }: { readonly children: ReactNode }) {
  return (
    <Toast.Provider timeout={SAID_FOR_MS}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  const { toasts } = Toast.useToastManager();
  const undo = toasts.find(({ actionProps }) => actionProps !== undefined)?.actionProps?.onClick as (() => void) | undefined;
  useKeys(undo ? { 'mod+z': undo } : {});
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={styles.toast} data-kind={toast.type}>
      <Toast.Description className={styles.words} />
      <Toast.Action className={styles.action} />
      <Toast.Close className={styles.close} aria-label="Dismiss">
        Dismiss
      </Toast.Close>
    </Toast.Root>
  ));
}

/**
 * Tells what happened, with the way to take it back.
 * @example
 * const tell = useTell();
 * tell.done('Reported: no answer. The next attempt is Tuesday 09:00.', { undo: () => undo.mutate({ taskId }) });
 * tell.problem(error);
 */
export function useTell() {
  const { add, close } = Toast.useToastManager();
  return {
    done(words: string, { undo }: { readonly undo?: (() => void) | undefined } = {}) {
      const takeBack = () => {
        close(id);
        undo?.();
      };
      const id = add({
        description: inMyTime(words),
        ...(undo && { timeout: UNDO_FOR_MS, actionProps: { children: <Undo />, onClick: takeBack } }),
      });
    },
    problem: (error: unknown) => add({ description: problemInWords(error), type: 'problem', priority: 'high' }),
  };
}

const Undo = () => (
  <>
    Undo <kbd>⌘Z</kbd>
  </>
);
