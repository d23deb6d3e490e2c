import type { ReactNode } from 'react';
import layout from '../style/layout.module.css';

interface ActFormProps {
  /** What happens when the button is pressed, and whether it can be taken back. */
  readonly says?: ReactNode;
  /** What the button says. */
  readonly button: string;
  /** Whether it can't be taken back. */
  readonly isFinal?: boolean;
  readonly busy: boolean;
  /** Whether something is still missing. */
  readonly isIncomplete?: boolean;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  readonly children?: ReactNode;
}

/** Asks what an act needs, says its consequence, and does it. */
export function ActForm(props: ActFormProps) {
  const { says, button, isFinal = false, busy, isIncomplete = false, onSubmit, onCancel, children } = props;
  return (
    <form
      className={layout.stack}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {says && <p>{says}</p>}
      {children}
      <div className={layout.row}>
        <button className={isFinal ? 'danger' : 'main'} disabled={busy || isIncomplete}>
          {button}
        </button>
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
