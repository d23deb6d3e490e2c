import type { ReactNode } from 'react';
import { rowsOf, type Pages } from '../app/use-pages.ts';
import layout from '../style/layout.module.css';
import { DataTable, type Column } from './data-table.tsx';
import { ManyBar, type useMany } from './many.tsx';

interface ManyTableProps<Row> {
  readonly label: string;
  readonly list: Pages<Row>;
  readonly many: ReturnType<typeof useMany<Row>>;
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  /** What the table shows if there are no rows. */
  readonly none: ReactNode;
  /** The acts on the selected rows. */
  readonly children: ReactNode;
}

/** A table of leads: each row opens its lead, and people can act on the rows that they select. */
export function ManyTable<Row extends { readonly leadId: string }>(props: ManyTableProps<Row>) {
  const { label, list, many, keyOf, columns, none, children } = props;
  const rows = rowsOf(list);
  return (
    <div className={layout.stack}>
      {rows.rows.length > 0 && <ManyBar of={many}>{children}</ManyBar>}
      <DataTable<Row>
        label={label}
        {...rows}
        {...many.table}
        keyOf={keyOf}
        linkOf={({ leadId }) => ({ to: '/leads/$lead', params: { lead: leadId } })}
        columns={[...columns, ...many.columns]}
        none={none}
      />
    </div>
  );
}
