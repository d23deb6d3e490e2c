import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { inMyTime } from '../../app/time.ts';
import type { Acted } from '../../app/use-act.ts';
import { problemInWords } from '../../parts/problem.tsx';
import layout from '../../style/layout.module.css';
import type { Lead } from './columns.tsx';

interface OneByOneProps {
  readonly of: readonly Lead[];
  readonly act: (lead: Lead) => Promise<Acted>;
  readonly onClose: () => void;
}

/** How many are on their way at the same time. */
const AT_ONCE = 4;

/** Does something to many leads, with a line for each: what came of it, or why not. What was done can be taken back. */
export function OneByOne({ of, act, onClose }: OneByOneProps) {
  const [done, setDone] = useState<ReadonlyMap<string, Acted>>(new Map());
  const [isBack, setBack] = useState(false);
  const cache = useQueryClient();
  const begun = useRef(false);
  const each = async (leads: readonly Lead[], run: (lead: Lead) => Promise<Acted>) => {
    const rest = [...leads];
    const work = async () => {
      for (let lead = rest.shift(); lead; lead = rest.shift()) {
        const { id } = lead;
        const acted = await run(lead).catch((error: unknown): Acted => ({ words: problemInWords(error) }));
        setDone((before) => new Map([...before, [id, { ...acted, words: inMyTime(acted.words) }]]));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await cache.invalidateQueries();
  };
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void each(of, act);
  });
  const undoable = of.filter(({ id }) => done.get(id)?.undo);
  const takeBack = () => {
    setBack(true);
    void each(undoable, async ({ id }) => await done.get(id)!.undo!());
  };
  const isBusy = done.size < of.length;
  return (
    <div className={layout.stack}>
      <p role="status">{isBusy ? `${done.size} of ${of.length} done…` : `All ${of.length} are done.`}</p>
      <ul>
        {of.map(({ id, name }) => (
          <li key={id}>{done.get(id)?.words ?? <span className="quiet">{name} waits…</span>}</li>
        ))}
      </ul>
      <div className={layout.row}>
        <button className="main" disabled={isBusy} onClick={onClose}>
          Close
        </button>
        {!isBusy && !isBack && undoable.length > 0 && <button onClick={takeBack}>Take {undoable.length} back</button>}
      </div>
    </div>
  );
}
