import { Link } from '@tanstack/react-router';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { When } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import type { Account } from './account.ts';
import { peopleAt } from './people-at.ts';

type Person = Account['people'][number];

/** Who we know at a company, and which roles nobody there has. */
export const People = ({ account: { name, people, missingRoles } }: { readonly account: Account }) => (
  <Panel
    title="People"
    about={missingRoles.length > 0 ? `Still missing: ${missingRoles.join(', ')}.` : 'Every role is known.'}
    actions={
      <Link className="button" to="/leads" search={{ where: peopleAt(name) }}>
        As a list
      </Link>
    }
  >
    <div className={layout.stack}>
      <DataTable<Person>
        label={`People at ${name}`}
        rows={people}
        keyOf={({ leadId }) => leadId}
        linkOf={({ leadId }) => ({ to: '/leads/$lead', params: { lead: leadId } })}
        columns={[
          { title: 'Name', of: ({ name }) => name },
          { title: 'Title', of: ({ title }) => title },
          { title: 'Role', of: ({ role }) => role },
          { title: 'Stage', of: ({ stage }) => stage },
          { title: 'Since', of: ({ since }) => <When at={since} />, text: ({ since }) => since },
          { title: 'Now', of: ({ in: program, tasks }) => tasks[0]?.text ?? program?.campaign },
        ]}
        none={
          <Empty title="We know nobody here.">People are added by an import, by a form, or when a colleague names them.</Empty>
        }
      />
    </div>
  </Panel>
);
