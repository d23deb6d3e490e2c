import { useState } from 'react';
import { inWords } from '../app/time.ts';
import { useNow } from './clock.tsx';
import { Minute } from './when.tsx';

interface CountedAtProps {
  /** When the numbers of the page were counted; undefined while they are. */
  readonly at: string | undefined;
  /** Counts them now, and shows them. */
  readonly again: () => Promise<unknown>;
}

/** Numbers younger than this are called the present ones. */
const PRESENT_MS = 60_000;

/** Says how old the numbers of a page are, if they are not of this minute, and counts them now. */
export function CountedAt({ at, again }: CountedAtProps) {
  const [counting, setCounting] = useState(false);
  const now = useNow();
  if (at === undefined || (!counting && now - Date.parse(at) < PRESENT_MS)) return null;
  const count = () => {
    setCounting(true);
    void again().finally(() => setCounting(false));
  };
  return (
    <p className="quiet">
      Counted {inWords(at)} (<Minute at={at} />
      ).{' '}
      <button className="bare" disabled={counting} onClick={count}>
        {counting ? 'Counting …' : 'Count now'}
      </button>
    </p>
  );
}
