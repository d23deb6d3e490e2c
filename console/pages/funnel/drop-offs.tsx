import { count, share } from '../../app/in-figures.ts';
import { Behind } from '../../parts/behind.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import type { Stage } from './stage.ts';

interface DropOff {
  readonly from: string;
  readonly to: string;
  readonly because: string;
  readonly leads: number;
  readonly part: number;
  readonly people: string;
}

/** Who did not come further, and why: the most frequent reasons first. */
export function DropOffs({ stages }: { readonly stages: readonly Stage[] }) {
  const rows = stages
    .slice(0, -1)
    .flatMap(({ label, reached, left, waiting }) =>
      [...left, ...waiting].map(({ label: to, because, leads, people }, nth): DropOff => ({
        from: label,
        to: nth < left.length ? to : 'Still there',
        because,
        leads,
        part: leads / reached,
        people,
      })),
    )
    .toSorted((a, b) => b.leads - a.leads);
  return (
    <Panel title="Where the others are, and why" about="Leads that dropped out, and leads in no program: held, or with sales.">
      <DataTable<DropOff>
        label="Drop-offs"
        rows={rows}
        keyOf={({ people }) => people}
        columns={[
          { title: 'From', of: ({ from }) => from },
          { title: 'To', of: ({ to }) => to },
          { title: 'Why', of: ({ because }) => because },
          {
            title: 'Leads',
            of: ({ from, to, because, leads, people }) => (
              <Behind of={people} what={`From ${from}, ${to}: ${because}`}>
                {count(leads)}
              </Behind>
            ),
            text: ({ leads }) => leads,
            number: true,
          },
          { title: 'Of the stage', of: ({ part }) => share(part), text: ({ part }) => part, number: true },
        ]}
        none={<Empty title="Nobody has dropped out.">Leads that drop out appear here, with the reason.</Empty>}
      />
    </Panel>
  );
}
