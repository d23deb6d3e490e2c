import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { Facts } from '../../parts/facts.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import type { Account } from './account.ts';
import { AccountActs } from './acts.tsx';
import { Held } from './held.tsx';
import { People } from './people.tsx';

/** A company: its people with their roles, the roles that are missing, its deals, its owner, and what holds our messages to it. */
export function Page() {
  const { account: named } = useParams({ from: '/accounts/$account' });
  const { data: account, error, refetch } = useQuery(api.accounts.get.queryOptions({ account: named }));
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!account) return <Waiting />;
  const { name, domain, relationship, owner } = account;
  return (
    <>
      <PageHead
        title={name}
        about={
          <>
            {domain} <Tag>{relationship}</Tag> {owner ? `owned by ${owner.name}, ${owner.team}` : 'nobody owns it'}
          </>
        }
      >
        <AccountActs account={account} />
      </PageHead>
      <div className={`${layout.page} ${layout.columns}`}>
        <div className={layout.stack}>
          <People account={account} />
          <Deals account={account} />
        </div>
        <div className={layout.stack}>
          <Held account={account} />
          <Panel title="Company">
            <Facts
              of={[
                ['Size', account.size],
                ['Industry', account.industry],
                ['Region', account.region],
                ['Also known by', account.alias],
                ['Merged into it', account.merged.join(', ')],
              ]}
            />
          </Panel>
        </div>
      </div>
    </>
  );
}

const Deals = ({ account: { deals } }: { readonly account: Account }) => (
  <Panel title="Open deals">
    {deals.length === 0 && <p className="quiet">None. A salesperson reports a deal in their task.</p>}
    <ul className={layout.stack}>
      {deals.map(({ dealId, text, lead, owner, closeAt, nextStep }) => (
        <li key={dealId}>
          <strong>{text}</strong> with{' '}
          <Link to="/leads/$lead" params={{ lead: lead.leadId }}>
            {lead.name || lead.email}
          </Link>
          <br />
          <small>
            {owner.name}, closes <When at={closeAt} />
            {nextStep && `. Next: ${nextStep}`}
          </small>
        </li>
      ))}
    </ul>
  </Panel>
);
