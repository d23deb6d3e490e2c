import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { Facts } from '../../parts/facts.tsx';
import { May } from '../../parts/may.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Alerts } from './alerts.tsx';
import { Sessions } from './sessions.tsx';

/** Who is signed in and where, and which emails they get. */
export function Section() {
  const { data: me } = useQuery(api.people.me.queryOptions());
  return (
    <>
      <Panel title="You">
        <Facts
          of={[
            ['Name', me?.name],
            ['Role', me?.roleLabel],
            ['Email', me?.email],
          ]}
        />
      </Panel>
      {me?.repId !== undefined && (
        <May call="alerts.prefer">
          <Alerts />
        </May>
      )}
      <Sessions ofEverybody={me?.role === 'admin'} />
    </>
  );
}
