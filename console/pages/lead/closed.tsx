import { useAct } from '../../app/use-act.ts';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import { opened } from './acts/deeds.ts';

interface ClosedProps {
  readonly one: {
    readonly id: string;
    readonly channel: string;
    readonly label: string;
    readonly by?: string | null | undefined;
    readonly at: string;
    readonly until?: string | null | undefined;
  };
  /** Whether the reader may open it. */
  readonly mayOpen: boolean;
}

/** A channel that is closed, by whom and until when. Those who may open it have a button. */
export function Closed({ one: { id, channel, label, by, at, until }, mayOpen }: ClosedProps) {
  const act = useAct();
  return (
    <div className={layout.row}>
      <span className={layout.grow}>
        {channel === 'all' ? 'Every channel' : channel} closed: {label}{' '}
        <small>
          {by && `by ${by}, `}since <Minute at={at} />
          {until && (
            <>
              , until <Minute at={until} />
            </>
          )}
        </small>
      </span>
      {mayOpen && (
        <button disabled={act.isPending} onClick={() => act.mutate(() => opened(id))}>
          Open it now
        </button>
      )}
    </div>
  );
}
