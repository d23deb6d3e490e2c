import { useSearch } from '@tanstack/react-router';
import { useMay, type ProcedureName } from '../../app/may.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import layout from '../../style/layout.module.css';
import { Acts } from './acts.tsx';
import { Incoming } from './incoming.tsx';
import { Installation } from './installation.tsx';
import { Now } from './now.tsx';
import { views, type View } from './search.ts';
import { StopAll } from './stop-all.tsx';
import { Unattended } from './unattended.tsx';

/** Who sees a part of the page: those who may ask for what it shows. */
const asks: Readonly<Record<View, ProcedureName>> = {
  now: 'ops.unattended',
  incoming: 'mail.unmatched',
  installation: 'ops.installation',
  audit: 'audit.list',
};

/** Whether all is well, what needs a person, and who did what. */
export function Page() {
  const { view = 'now' } = useSearch({ from: '/operations' });
  const may = useMay();
  const shown = Object.entries(views).filter(([name]) => may(asks[name as View]));
  const opens = (name: View): boolean => view === name && may(asks[name]);
  return (
    <>
      <PageHead title="Operations" about="What needs a person, and who did what.">
        <StopAll />
      </PageHead>
      <div className={layout.page}>
        <Tabs
          label="Operations"
          of={shown.map(([name, label]) => ({
            label,
            to: { to: '/operations', search: { view: name as View } },
            isOpen: name === view,
          }))}
        />
        {opens('now') && (may('ops.overview') ? <Now /> : <Unattended />)}
        {opens('incoming') && <Incoming />}
        {opens('installation') && <Installation />}
        {opens('audit') && <Acts />}
      </div>
    </>
  );
}
