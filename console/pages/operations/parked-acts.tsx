import { useMay } from '../../app/may.ts';
import { useAct } from '../../app/use-act.ts';
import { moved, runAgain, type Halted } from './deeds.ts';
import { MoveTo } from './move-to.tsx';
import styles from './operations.module.css';

/** What an operator can do about a parked program of a lead. */
export function ParkedActs({ lead }: { readonly lead: Halted }) {
  const may = useMay();
  const act = useAct();
  return (
    <span className={styles.acts}>
      {may('ops.retry') && (
        <button disabled={act.isPending} onClick={() => act.mutate(() => runAgain(lead))}>
          Run again
        </button>
      )}
      {may('ops.moveTo') && (
        <MoveTo label="Move to…" program={lead.program} onMove={(track) => act.mutate(() => moved(lead, track))} />
      )}
    </span>
  );
}
