import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { counted } from '../../app/number.ts';
import { DayGrid } from '../../parts/day-grid.tsx';
import { Panel } from '../../parts/panel.tsx';
import { problemInWords } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';

/** What a draft would bring in the next weeks, simulated: the first emails, the work for reps, and some leads with what each gets. */
export function ExpectedEmails({ campaignId }: { readonly campaignId: string }) {
  const { data, error } = useQuery(api.campaigns.preview.queryOptions({ campaignId }));
  if (error) return <Panel title="What to expect">{problemInWords(error)}</Panel>;
  if (!data) return <Waiting lines={3} />;
  const { expected, notExpectedBecause } = data;
  if (!expected) return <Panel title="What to expect">{notExpectedBecause}</Panel>;
  const { text, emailsByDay, first, load, some } = expected;
  const perDay = (which: 'emails' | 'beside') =>
    emailsByDay.flatMap(({ day, [which]: value }) => (value > 0 ? [{ day, value }] : []));
  return (
    <Panel title="What to expect" about={text}>
      <div className={layout.stack}>
        <ul>
          {first.map(({ content, label, leads, from, to }) => (
            <li key={content}>
              {counted(leads, 'lead')} first get{leads === 1 && 's'} {label},{' '}
              {from === to ? `on ${from}` : `from ${from} to ${to}`}
            </li>
          ))}
          {load.map((one) => (
            <li key={`${one.team} ${one.rep}`}>{one.text}</li>
          ))}
        </ul>
        <div>
          <h3>Emails a day</h3>
          <DayGrid label="Emails a day" of={perDay('emails')} />
        </div>
        {perDay('beside').length > 0 && (
          <div>
            <h3>Emails a day that the same leads get from other programs</h3>
            <DayGrid label="Emails a day from other programs" of={perDay('beside')} />
          </div>
        )}
        {some.map(({ leadId, name, touches, ends }) => (
          <details key={leadId}>
            <summary>What {name} would get</summary>
            <ul>
              {touches.map(({ content, label, at }) => (
                <li key={at}>
                  <Minute at={at} />{' '}
                  <Link to="/content/$content" params={{ content }}>
                    {label}
                  </Link>
                </li>
              ))}
              <li>{ends}</li>
            </ul>
          </details>
        ))}
      </div>
    </Panel>
  );
}
