import { useState, type ComponentType } from 'react';
import { useMay, type ProcedureName } from '../../app/may.ts';
import { Dialog } from '../../parts/dialog.tsx';
import type { Account, AccountFormProps } from './account.ts';
import { Close } from './close.tsx';
import { Correct } from './correct.tsx';
import { Give } from './give.tsx';
import { Merge, Unmerge } from './merge.tsx';

interface Act {
  readonly label: string;
  /** The procedure that does it: who may not call it does not see the act. */
  readonly by: ProcedureName;
  /** Whether it makes sense for a company; always, if it is missing. */
  readonly fits?: (account: Account) => boolean;
  /** Whether its form has a table. */
  readonly isWide?: true;
  readonly Form: ComponentType<AccountFormProps>;
}

const acts: readonly Act[] = [
  { label: 'Correct', by: 'accounts.update', Form: Correct },
  { label: 'Give to somebody', by: 'accounts.own', Form: Give },
  { label: 'Merge with a duplicate', by: 'accounts.merge', isWide: true, Form: Merge },
  { label: 'Undo the merge', by: 'accounts.unmerge', fits: ({ merged }) => merged.length > 0, Form: Unmerge },
  { label: 'Close the company', by: 'contact.close', Form: Close },
];

/** What one can do with a company: only what the API lets this person do. */
export function AccountActs({ account }: { readonly account: Account }) {
  const may = useMay();
  const [chosen, choose] = useState<Act>();
  const close = () => choose(undefined);
  return (
    <>
      {acts
        .filter(({ by, fits }) => may(by) && (fits?.(account) ?? true))
        .map((act) => (
          <button key={act.label} onClick={() => choose(act)}>
            {act.label}…
          </button>
        ))}
      <Dialog
        title={chosen ? `${chosen.label}: ${account.name}` : account.name}
        open={chosen !== undefined}
        onClose={close}
        wide={chosen?.isWide}
      >
        {chosen && <chosen.Form account={account} onClose={close} />}
      </Dialog>
    </>
  );
}
