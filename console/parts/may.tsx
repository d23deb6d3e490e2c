import type { ReactNode } from 'react';
import { useMay, type ProcedureName } from '../app/may.ts';

interface MayProps {
  /** What the button inside it calls, or the page behind the link. */
  readonly call: ProcedureName;
  readonly children: ReactNode;
}

/**
 * Shows what calls a procedure to those who may call it, and nothing to others.
 * @example
 * <May call="campaigns.draft">
 *   <Link to="/campaigns/new">New campaign</Link>
 * </May>
 */
export const May = ({ call, children }: MayProps) => (useMay()(call) ? <>{children}</> : null);
