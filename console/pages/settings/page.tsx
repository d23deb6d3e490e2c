import { useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useMay } from '../../app/may.ts';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import layout from '../../style/layout.module.css';
import { firstSection, sections } from './sections.tsx';

/** What the company has set, in sections. Each has its address, and people see those that they may use. */
export function Page() {
  const { section: open = firstSection } = useParams({ strict: false });
  const may = useMay();
  const mine = Object.entries(sections).filter(([, { needs }]) => may(needs));
  const { label, Section } = mine.find(([name]) => name === open)?.[1] ?? {};
  return (
    <>
      <PageHead title="Settings" about={label}>
        <form method="post" action="/signout">
          <button>Sign out</button>
        </form>
      </PageHead>
      <div className={layout.page}>
        <Tabs
          label="Settings"
          of={mine.map(([name, section]) => ({
            label: section.label,
            to: { to: '/settings/$section', params: { section: name } },
            isOpen: name === open,
          }))}
        />
        <Suspense fallback={<Waiting />}>
          {Section ? <Section /> : <Empty title="There is nothing here for your role.">Use the tabs above.</Empty>}
        </Suspense>
      </div>
    </>
  );
}
