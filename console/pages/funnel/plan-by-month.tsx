import { count, money } from '../../app/in-figures.ts';
import { Panel } from '../../parts/panel.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { monthInWords } from './month-in-words.ts';
import type { Planned } from './planned.ts';

interface PlanByMonthProps {
  readonly plan: Planned;
  readonly currency: string;
}

/** The plan by month: a goal to compare each month with. */
export function PlanByMonth({ plan: { stages, months, cost }, currency }: PlanByMonthProps) {
  const titles = [...stages.map(({ label }) => label), 'Revenue', ...(cost > 0 ? ['Cost'] : [])];
  return (
    <Panel
      title="Month by month"
      about="What each month must bring if new leads come in evenly from now on, and take as long as leads did so far."
    >
      <SmallTable label="The plan by month" titles={['Month', ...titles.map((title) => ({ ofNumbers: title }))]}>
        {months.map(({ month, needed, revenue, cost: spent }) => (
          <tr key={month}>
            <th scope="row">{monthInWords(month, 'short')}</th>
            {stages.map(({ stage }) => (
              <td key={stage} className="number">
                {count(needed[stage])}
              </td>
            ))}
            <td className="number">{money(revenue, currency)}</td>
            {cost > 0 && <td className="number">{money(spent, currency)}</td>}
          </tr>
        ))}
      </SmallTable>
    </Panel>
  );
}
