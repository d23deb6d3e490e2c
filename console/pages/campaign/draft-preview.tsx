import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Outputs } from '../../app/api.ts';
import { count, counted } from '../../app/number.ts';
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
  const { leads, not, conflicts, sample } = preview;
  const out = not.reduce((sum, reason) => sum + reason.leads, 0);
  return (
    <Panel
      title="Who would get it"
      about={
        <>
          <Leads campaignId={campaignId} search={{ would: 'get' }}>
            {counted(leads, 'lead')}
          </Leads>{' '}
          would get it, {count(out)} would not.
        </>
      }
    >
      <div className={layout.stack}>
        {sample.length > 0 && <People title={`For example, of the ${count(leads)}`} people={sample} />}
        {not.map(({ text, leads, people }) => (
          <details key={text}>
            <summary>
              {counted(leads, 'lead')}: {text}
            </summary>
            <div className={layout.stack}>
              <People title={leads > people.length ? 'For example' : 'All of them'} people={people} />
              <Leads campaignId={campaignId} search={{ would: 'not', because: text }}>
                Open {counted(leads, 'lead')}
              </Leads>
            </div>
          </details>
        ))}
        {conflicts.length > 0 && (
          <div>
            <h3>They are in other campaigns now</h3>
            <ul>
              {conflicts.map(({ campaign, leads: those, because, text }) => (
                <li key={text}>
                  {text}.{' '}
                  <Leads campaignId={campaignId} search={{ would: 'either', runsIn: campaign, because }}>
                    Open {counted(those, 'lead')}
                  </Leads>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Panel>
  );
}

interface LeadsProps {
  readonly campaignId: string;
  readonly search: { readonly would: string; readonly because?: string; readonly runsIn?: string };
  readonly children: ReactNode;
}

/** What opens the leads behind a number. */
const Leads = ({ campaignId, search, children }: LeadsProps) => (
  <Link to="/campaigns/$campaign/leads" params={{ campaign: campaignId }} search={search}>
    {children}
  </Link>
);

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
