import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { api } from '../../app/api.ts';
import { count, money } from '../../app/in-figures.ts';
import { dayInWords, dayOf, dayText } from '../../app/period.ts';
import { platformNow } from '../../app/time.ts';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import layout from '../../style/layout.module.css';
import styles from './plan.module.css';
import { PlanByMonth } from './plan-by-month.tsx';
import type { Planned } from './planned.ts';
import { useScope } from './search.ts';

const FIRST_GOAL = 100_000;
const HALF_A_YEAR_MS = 182 * 86_400_000;

/** From a revenue back to the leads that it needs, by the rates of one's own leads. Each line can be moved; the others follow. */
export function Plan() {
  const { where } = useScope();
  const { goal = FIRST_GOAL, ...search } = useSearch({ from: '/funnel' });
  const navigate = useNavigate();
  const [revenue, setRevenue] = useState(goal);
  const [by, setBy] = useState(() => dayText(new Date(platformNow() + HALF_A_YEAR_MS)));
  const asked = useDeferredValue(revenue);
  const { data: plan, error } = useQuery({
    ...api.reports.plan.queryOptions({ ...where, revenue: asked, by: dayOf(by).toISOString() }),
    placeholderData: keepPreviousData,
  });
  const { data: policy } = useQuery({ ...api.policy.get.queryOptions(), staleTime: Infinity });
  const remember = () =>
    void navigate({ to: '/funnel', search: { ...search, goal: revenue }, replace: true, resetScroll: false });
  if (error) return <Problem error={error} />;
  if (!plan || !policy) return <Waiting />;
  return (
    <>
      <Panel
        title="Plan backwards"
        about="What a revenue goal needs, if leads behave as they did in the last year. The address of this page keeps the goal."
      >
        <div className={layout.row}>
          <label>
            Revenue wanted, in {policy.currency}{' '}
            <input
              type="number"
              min={1}
              step={1_000}
              value={revenue}
              onChange={({ target }) => setRevenue(Math.max(1, Number(target.value)))}
              onBlur={remember}
            />
          </label>
          <label>
            by <input type="date" value={by} onChange={({ target }) => target.value && setBy(target.value)} />
          </label>
        </div>
        {'deals' in plan ? (
          <Lines plan={plan} currency={policy.currency} revenue={revenue} onRevenue={setRevenue} onEnd={remember} />
        ) : (
          <Empty title="There is no history to plan with.">{plan.text}</Empty>
        )}
      </Panel>
      {'deals' in plan && plan.months.length > 0 && <PlanByMonth plan={plan} currency={policy.currency} />}
    </>
  );
}

interface LinesProps {
  readonly plan: Planned;
  readonly currency: string;
  readonly revenue: number;
  readonly onRevenue: (revenue: number) => void;
  readonly onEnd: () => void;
}

/** Moving a line moves the revenue, since all numbers grow with it. */
function Lines({ plan, currency, revenue, onRevenue, onEnd }: LinesProps) {
  const { averageDeal, deals, cost, isTrustworthy, stages, text } = plan;
  const top = topOf(plan.revenue);
  const line = (label: string, value: number, inWords: string, about?: string) => (
    <li key={label}>
      <label>
        <span>{label}</span>
        <input
          type="range"
          min={0}
          max={(top * value) / plan.revenue}
          step="any"
          value={(value * revenue) / plan.revenue}
          aria-valuetext={inWords}
          onChange={({ target }) => onRevenue(Math.max(1, Math.round((Number(target.value) / value) * plan.revenue)))}
          onPointerUp={onEnd}
          onKeyUp={onEnd}
        />
        <output className="number">{inWords}</output>
      </label>
      <small>{about}</small>
    </li>
  );
  return (
    <>
      <ol className={styles.lines}>
        {line('Revenue', plan.revenue, money(revenue, currency))}
        {line('Deals', deals, count(Math.ceil(deals)), `of ${money(averageDeal, currency)} on average`)}
        {stages
          .toReversed()
          .map(({ label, needed, interval, until }) =>
            line(
              label,
              needed,
              count(needed),
              `between ${count(interval.from)} and ${count(interval.to)}, by ${dayInWords(until)}`,
            ),
          )}
        {cost > 0 && line('Cost', cost, money(cost, currency), 'if each lead costs as much as it did so far')}
      </ol>
      <p className={styles.text}>
        {!isTrustworthy && <Tag tone="soon">little history</Tag>} {text}
      </p>
    </>
  );
}

/** Where the sliders end: a round number at least twice as large. @example topOf(130_000); // 500_000 */
function topOf(revenue: number): number {
  const size = 10 ** Math.floor(Math.log10(revenue * 2));
  return [1, 2, 5, 10].map((n) => n * size).find((top) => top >= revenue * 2)!;
}
