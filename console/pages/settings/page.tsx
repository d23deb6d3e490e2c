import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { PageHead } from '../../parts/page-head.tsx';
import layout from '../../style/layout.module.css';
import { Alerts } from './alerts.tsx';
import { Keys } from './keys.tsx';
import { People } from './people.tsx';
import { Sessions } from './sessions.tsx';

/** Who may do what, and where they are signed in. Administrators see everybody, and everyone else themselves. */
export function Page() {
  const { data: me } = useQuery(api.people.me.queryOptions());
  const isAdmin = me?.role === 'admin';
  return (
    <>
      <PageHead title="Settings" about={me && `${me.name}, ${me.roleLabel}`}>
        <form method="post" action="/signout">
          <button>Sign out</button>
        </form>
      </PageHead>
      <div className={layout.page}>
        {me?.repId !== undefined && <Alerts />}
        {isAdmin && <People />}
        <Sessions ofEverybody={isAdmin} />
        {isAdmin && <Keys />}
      </div>
    </>
  );
}
