import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
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

/** What managers and marketers see of the page: what concerns leads. The rest is about servers. */
const ofEverybody: readonly View[] = ['now', 'incoming'];

/** Whether all is well, what needs a person, and who did what. */
export function Page() {
  const { view = 'now' } = useSearch({ from: '/operations' });
  const { data: me } = useQuery(api.people.me.queryOptions());
  const isAdmin = me?.role === 'admin';
  const shown = Object.entries(views).filter(([name]) => isAdmin || ofEverybody.includes(name as View));
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
        {view === 'now' && me && (isAdmin ? <Now /> : <Unattended />)}
        {view === 'incoming' && <Incoming />}
        {view === 'installation' && isAdmin && <Installation />}
        {view === 'audit' && isAdmin && <Acts />}
      </div>
    </>
  );
}
