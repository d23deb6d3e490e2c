import type { ComponentType } from 'react';
import type { ProcedureName } from '../../../app/may.ts';
import type { Lead } from '../lead.ts';

/** What the form of an act gets. */
export interface ActProps {
  readonly lead: Lead;
  readonly onClose: () => void;
}

/** Something that one can do with a lead. */
export interface Act {
  readonly label: string;
  /** What it does, before somebody chooses it. */
  readonly says: string;
  /** The procedure that does it: who may not call it does not see the act. */
  readonly by: ProcedureName;
  /** Whether it makes sense for a lead; always, if it is missing. */
  readonly fits?: (lead: Lead) => boolean;
  /** Whether its form has a table. */
  readonly isWide?: true;
  readonly Form: ComponentType<ActProps>;
}
