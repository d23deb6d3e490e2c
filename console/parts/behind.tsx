import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface BehindProps {
  /** The key of the leads, as reports give it under `people`. */
  readonly of: string | undefined;
  /** What the number counts: the title of the list. */
  readonly what: string;
  /** The number. */
  readonly children: ReactNode;
}

/**
 * A number of a report that opens its leads. A number without leads is only a number.
 * @example
 * <Behind of={stage.people.reached} what="reached MQL">{count(stage.reached)}</Behind>
 */
export const Behind = ({ of, what, children }: BehindProps) =>
  of === undefined || children === '0' || children === '–' ? (
    <>{children}</>
  ) : (
    <Link to="/funnel/leads" search={{ of, what }} aria-label={`${String(children)}: ${what}`}>
      {children}
    </Link>
  );
