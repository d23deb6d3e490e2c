import { CampaignLink } from '../../parts/campaign-link.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import { Closed } from '../lead/closed.tsx';
import type { Account } from './account.ts';

/** What holds our messages to a company: closings of it and its domain, and campaigns that are paused or stopped for it. */
export function Held({ account: { closed, brakes } }: { readonly account: Account }) {
  return (
    <Panel title="What is held here">
      {closed.length + brakes.length === 0 && <p className="quiet">Nothing: its people get what their programs send.</p>}
      <ul className={layout.stack}>
        {closed.map((one) => (
          <li key={one.id}>
            <Closed one={one} mayOpen={one.mayOpen} />
          </li>
        ))}
        {brakes.map(({ campaignId, campaign, kind, because, at, by }, index) => (
          <li key={index}>
            {campaignId ? <CampaignLink id={campaignId} name={campaign!} /> : 'Everything'}{' '}
            {kind === 'pause' ? 'is paused' : 'is stopped'}: {because}{' '}
            <small>
              by {by}, <Minute at={at} />
            </small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
