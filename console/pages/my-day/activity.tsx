import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { upperFirst } from '../../../domain/text/words.ts';
import { api } from '../../app/api.ts';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import styles from './activity.module.css';

/** What my leads did in the last 24 hours, and what others are to do about them. */
export function Activity() {
  const { data: day, error, refetch } = useQuery(api.tasks.day.queryOptions());
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!day) return <Waiting />;
  return (
    <>
      <Panel title="New activity on my leads" about="In the last 24 hours, strongest first.">
        <ul className={styles.lines}>
          {day.active.map(({ lead, acts, text, lastAt, isActiveAgain }) => (
            <li key={lead.leadId}>
              <Who lead={lead} />
              <span>
                {text}
                {acts > 1 && `, and ${acts - 1} more`} {isActiveAgain && <Tag tone="good">active again after a month</Tag>}
              </span>
              <small>
                <When at={lastAt} />
              </small>
            </li>
          ))}
        </ul>
        {day.active.length === 0 && (
          <p className="quiet">None of your leads did anything. Visits, replies and requests of your leads appear here.</p>
        )}
      </Panel>
      <Panel title="Waiting for others" about="Open tasks about your leads that others have to finish.">
        <ul className={styles.lines}>
          {day.waiting.map(({ taskId, lead, label, who, openedAt }) => (
            <li key={taskId}>
              <Who lead={lead} />
              <span>
                {upperFirst(label)}: {who}
              </span>
              <small>
                opened <When at={openedAt} />
              </small>
            </li>
          ))}
        </ul>
        {day.waiting.length === 0 && <p className="quiet">You are waiting for nobody.</p>}
      </Panel>
    </>
  );
}

interface WhoProps {
  readonly lead: { readonly leadId: string; readonly name: string; readonly company?: string | undefined };
}

const Who = ({ lead: { leadId, name, company } }: WhoProps) => (
  <span>
    <Link to="/leads/$lead" params={{ lead: leadId }}>
      {name}
    </Link>
    {company && <small> {company}</small>}
  </span>
);
