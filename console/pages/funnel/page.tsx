import { useSearch } from '@tanstack/react-router';
import { PageHead } from '../../parts/page-head.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import layout from '../../style/layout.module.css';
import { Emails } from './emails.tsx';
import { Filters } from './filters.tsx';
import { Forecast } from './forecast.tsx';
import { Funnel } from './funnel.tsx';
import { Money } from './money.tsx';
import { Plan } from './plan.tsx';
import { views, type View } from './search.ts';

/** How far leads come and what they bring in, against the period before, and what that means for the next one. */
export function Page() {
  const { view = 'funnel', ...search } = useSearch({ from: '/funnel' });
  return (
    <>
      <PageHead title="Funnel and money" about="Every number opens the leads behind it." />
      <div className={layout.page}>
        <Filters />
        <Tabs
          label="Funnel and money"
          of={Object.entries(views).map(([name, label]) => ({
            label,
            to: { to: '/funnel', search: { ...search, view: name as View } },
            isOpen: name === view,
          }))}
        />
        {view === 'funnel' && <Funnel />}
        {view === 'money' && <Money />}
        {view === 'plan' && (
          <>
            <Plan />
            <Forecast />
          </>
        )}
        {view === 'emails' && <Emails />}
      </div>
    </>
  );
}
