import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../app/api.ts';
import { useMay } from '../../../app/may.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import type { Lead } from '../lead.ts';
import type { Act } from './act.ts';
import styles from './acts.module.css';
import { acts } from './acts.ts';

/** What one can do with a lead: only what the API lets this person do. */
export function LeadActs({ lead }: { readonly lead: Lead }) {
  const may = useMay();
  const [choosing, setChoosing] = useState(false);
  const [chosen, choose] = useState<Act>();
  const mine = acts.filter(({ by, fits }) => (lead.mayChange || isReading(by)) && may(by) && (fits?.(lead) ?? true));
  const [first, ...more] = mine;
  const close = () => {
    setChoosing(false);
    choose(undefined);
  };
  return (
    <>
      {lead.phone && (
        <a className="button" href={`tel:${lead.phone}`}>
          Call
        </a>
      )}
      <a className="button" href={`mailto:${lead.email}`}>
        Write
      </a>
      <Report lead={lead} />
      {first && <button onClick={() => choose(first)}>{first.label}…</button>}
      {more.length > 0 && <button onClick={() => setChoosing(true)}>More…</button>}
      {!lead.mayChange && <small>Another team has this lead, so you can only read it.</small>}
      <Dialog
        title={chosen ? `${chosen.label}: ${lead.name}` : lead.name}
        open={choosing || chosen !== undefined}
        onClose={close}
        wide={chosen?.isWide}
      >
        {chosen ? (
          <chosen.Form lead={lead} onClose={close} />
        ) : (
          <ul className={styles.acts}>
            {more.map((act) => (
              <li key={act.label}>
                <button className="bare" onClick={() => choose(act)}>
                  {act.label}…
                </button>
                <small>{act.says}</small>
              </li>
            ))}
          </ul>
        )}
      </Dialog>
    </>
  );
}

/** Opens my task about the lead where it asks how the call was. */
function Report({ lead: { tasks } }: { readonly lead: Lead }) {
  const { data: me } = useQuery(api.people.me.queryOptions());
  const mine = tasks.find(({ assignee }) => assignee !== undefined && assignee.repId === me?.repId);
  return (
    mine && (
      <Link className="button" to="/tasks/$task" params={{ task: mine.taskId }} search={{ called: true }}>
        Report
      </Link>
    )
  );
}

/** Everyone who may read a lead may export it. */
const isReading = (by: Act['by']): boolean => by === 'leads.export';
