import { Link, type LinkProps } from '@tanstack/react-router';
import { Fragment } from 'react';
import type { Outputs } from '../../app/api.ts';
import { count, counted } from '../../app/number.ts';
import { Opens } from '../../parts/opens.tsx';
import { Panel } from '../../parts/panel.tsx';
import { problemInWords } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import layout from '../../style/layout.module.css';

type Preview = Outputs['campaigns']['preview'];

interface DraftPreviewProps {
  readonly campaignId: string;
  readonly preview: Preview | undefined;
  readonly error: unknown;
}

/** Who would get it, who would not and why, and the campaigns that have them now. Nothing is written and nothing is sent. */
export function DraftPreview({ campaignId, preview, error }: DraftPreviewProps) {
  if (error)
    return (
      <Panel title="Who would get it">
        <p role="alert">{problemInWords(error)}</p>
      </Panel>
    );
  if (!preview) return <Waiting lines={3} />;
  const { leads, later, not, conflicts, sample } = preview;
  const out = not.reduce((sum, reason) => sum + reason.leads, 0);
  const behind = (search: Search): LinkProps => ({ to: '/campaigns/$campaign/leads', params: { campaign: campaignId }, search });
  return (
    <Panel
      title="Who would get it"
      about={
        <>
          <Opens n={leads} what="would get it" to={behind({ would: 'get' })}>
            {counted(leads, 'lead')}
          </Opens>{' '}
          would get it, <Opens n={out} what="would not get it" to={behind({ would: 'not' })} /> would not. {later}
        </>
      }
    >
      <div className={layout.stack}>
        {sample.length > 0 && <People title={`For example, of the ${count(leads)}`} people={sample} />}
        {not.length > 0 && (
          <div>
            <h3>They would not, and why</h3>
            <ul className={layout.stack}>
              {not.map(({ text, leads: those, people }) => (
                <li key={text}>
                  {text} ·{' '}
                  <Opens n={those} what={text} to={behind({ would: 'not', because: text })}>
                    {counted(those, 'lead')}
                  </Opens>
                  <br />
                  <small>
                    {people.length < those && 'Such as '}
                    <Names of={people} />
                  </small>
                </li>
              ))}
            </ul>
          </div>
        )}
        {conflicts.length > 0 && (
          <div>
            <h3>They are in other campaigns now</h3>
            <ul>
              {conflicts.map(({ campaign, leads: those, because, text }) => (
                <li key={text}>
                  {text}.{' '}
                  <Opens n={those} what={`now in ${campaign}`} to={behind({ would: 'either', runsIn: campaign, because })}>
                    {`Open ${counted(those, 'lead')}`}
                  </Opens>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Panel>
  );
}

interface Search {
  readonly would: string;
  readonly because?: string;
  readonly runsIn?: string;
}

const Names = ({ of }: { readonly of: Preview['sample'] }) =>
  of.map(({ leadId, name }, nth) => (
    <Fragment key={leadId}>
      {nth > 0 && ', '}
      <Link to="/leads/$lead" params={{ lead: leadId }}>
        {name}
      </Link>
    </Fragment>
  ));

interface PeopleProps {
  readonly title: string;
  readonly people: Preview['sample'];
}

const People = ({ title, people }: PeopleProps) => (
  <div>
    <h3>{title}</h3>
    <ul>
      {people.map(({ leadId, name, email, company }) => (
        <li key={leadId}>
          <Link to="/leads/$lead" params={{ lead: leadId }}>
            {name}
          </Link>{' '}
          <small>{[company, email].filter(Boolean).join(' · ')}</small>
        </li>
      ))}
    </ul>
  </div>
);
