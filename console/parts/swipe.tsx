import { useRef, useState, type PointerEvent, type ReactNode } from 'react';
import styles from './swipe.module.css';

interface Act {
  /** Shown under the finger while it moves. */
  readonly label: string;
  readonly act: () => void;
}

interface SwipeProps {
  readonly right?: Act | undefined;
  readonly left?: Act | undefined;
  readonly children: ReactNode;
}

/** How far a finger moves until the act happens, in pixels. */
const FAR = 96;

/** Something that a finger can push aside. A gesture is never the only way: what it does, a button in it does, too. */
export function Swipe({ right, left, children }: SwipeProps) {
  const [by, setBy] = useState(0);
  const from = useRef<number>(undefined);
  const act = by > 0 ? right : left;
  const isFar = Math.abs(by) >= FAR;
  const move = ({ clientX }: PointerEvent) => {
    if (from.current === undefined) return;
    const moved = clientX - from.current;
    setBy((moved > 0 ? right : left) ? moved : 0);
  };
  const rest = () => {
    from.current = undefined;
    setBy(0);
  };
  const end = () => {
    if (isFar) act?.act();
    rest();
  };
  return (
    <div
      className={styles.ground}
      onPointerDown={({ pointerType, clientX }) => {
        if (pointerType === 'touch') from.current = clientX;
      }}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={rest}
    >
      {by !== 0 && (
        <span className={styles.label} data-side={by > 0 ? 'right' : 'left'} data-far={isFar} aria-hidden>
          {act?.label}
        </span>
      )}
      <div className={styles.content} style={by === 0 ? undefined : { transform: `translateX(${by}px)` }}>
        {children}
      </div>
    </div>
  );
}
