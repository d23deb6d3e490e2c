import type { ReactNode } from 'react';
import { useState } from 'react';
import { labelOf } from '../../../domain/text/own.ts';
import type { Outputs } from '../../app/api.ts';
import { rowsOf, type Pages } from '../../app/use-pages.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import type { useMany } from '../../parts/many.tsx';
import { When } from '../../parts/when.tsx';
import { OneMail } from './one-mail.tsx';

export type Mail = Outputs['mail']['unmatched']['items'][number];

/** Why a person has to look at a message. What is no code are the words of the parser. */
const reasons = {
  nobodyOfOurs: { label: 'from an address that no lead has' },
  somebodyElse: { label: 'replies from a different address than the one we wrote to' },
  notAuthenticated: { label: 'claims to come from a lead, but its server does not prove it' },
  noTeam: { label: 'no team handles replies' },
  interrupted: { label: 'reading it failed several times' },
  ours: { label: 'their server refuses our emails' },
} as const;

interface MailTableProps {
  readonly label: string;
  readonly list: Pages<Mail>;
  /** With it, rows can be chosen. */
  readonly choosing?: ReturnType<typeof useMany<Mail>>['table'];
  /** Stand after the others: what can be done. */
  readonly columns?: readonly Column<Mail>[];
  readonly none: ReactNode;
}

/** Incoming messages; each can be read. */
export function MailTable({ label, list, choosing, columns = [], none }: MailTableProps) {
  const [read, setRead] = useState<string>();
  return (
    <>
      <DataTable<Mail>
        label={label}
        {...rowsOf(list)}
        keyOf={({ id }) => id}
        {...choosing}
        columns={[
          { title: 'From', of: ({ from }) => from ?? 'not known' },
          { title: 'Subject', of: ({ subject }) => subject },
          { title: 'Why', of: ({ because }) => because && labelOf(reasons, because) },
          { title: 'Came', of: ({ receivedAt }) => <When at={receivedAt} />, text: ({ receivedAt }) => receivedAt },
          { title: 'Message', of: ({ id }) => <button onClick={() => setRead(id)}>Read</button>, text: () => undefined },
          ...columns,
        ]}
        none={none}
      />
      {read !== undefined && <OneMail id={read} onClose={() => setRead(undefined)} />}
    </>
  );
}
