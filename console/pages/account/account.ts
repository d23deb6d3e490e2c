import type { Outputs } from '../../app/api.ts';

/** All that the page knows of a company. */
export type Account = Outputs['accounts']['get'];

/** What the form of an act gets. */
export interface AccountFormProps {
  readonly account: Account;
  readonly onClose: () => void;
}
