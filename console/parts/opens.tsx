import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { count } from '../app/number.ts';

interface OpensProps {
  readonly n: number;
  /** What the number counts. */
  readonly what: string;
  /** The list of what it counts. */
  readonly to: LinkProps;
  /** How the number is written, if not plainly. */
  readonly children?: ReactNode;
}

/**
 * A number that opens what it counts. Nothing is behind 0.
 * @example
 * <Opens n={open} what="Open tasks of Sam" to={{ to: '/team/tasks', search: { rep } }} />
 */
export const Opens = ({ n, what, to, children = count(n) }: OpensProps) =>
  n === 0 ? (
    children
  ) : (
    <Link {...to} aria-label={`${typeof children === 'string' ? children : count(n)}: ${what}`}>
      {children}
    </Link>
  );
