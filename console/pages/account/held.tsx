import { Link } from '@tanstack/react-router';
import { useAct } from '../../app/use-act.ts';
import { Panel } from '../../parts/panel.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import { opened } from '../lead/acts/deeds.ts';
import type { Account } from './account.ts';

/** What holds our messages to a company: closings of it and its domain, and campaigns that are paused or stopped for it. */
export function Held({ account: { closed, brakes } }: { readonly account: Account }) {
  const act = useAct();
  return (
    <Panel title="What is held here">
      {closed.length + brakes.length === 0 && <p className="quiet">Nothing: its people get what their programs say.</p>}
      <ul className={layout.stack}>
        {closed.map(({ id, channel, label, at, until, mayOpen, by }) => (
          <li key={id} className={layout.row}>
            <span className={layout.grow}>
              {channel === 'all' ? 'Every channel' : channel} closed: {label}{' '}
              <small>
                {by && `by ${by}, `}since <Minute at={at} />
                {until && (
                  <>
                    , until <Minute at={until} />
                  </>
                )}
              </small>
            </span>
            {mayOpen && (
              <button disabled={act.isPending} onClick={() => act.mutate(() => opened(id))}>
                Open it now
              </button>
            )}
          </li>
        ))}
        {brakes.map(({ campaignId, campaign, kind, because, at, by }, index) => (
          <li key={index}>
            {campaignId ? (
              <Link to="/campaigns/$campaign" params={{ campaign: campaignId }}>
                {campaign}
              </Link>
            ) : (
              'Everything'
            )}{' '}
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
