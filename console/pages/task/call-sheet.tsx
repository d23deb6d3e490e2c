import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { upperFirst } from '../../../domain/text/words.ts';
import { tel } from '../../app/tel.ts';
import { inMyTime } from '../../app/time.ts';
import { Clock } from '../../parts/clock.tsx';
import { Facts } from '../../parts/facts.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Minute, When } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import styles from './call-sheet.module.css';
import { Notes } from './notes.tsx';
import { Report } from './report.tsx';
import type { Sheet } from './sheet.ts';

/** All that a rep needs for a call, in the order in which they read it, and what they can report. */
export function CallSheet({ sheet }: { readonly sheet: Sheet }) {
  const { lead, label, clock, why } = sheet;
  const { called } = useSearch({ from: '/day' });
  return (
    <>
      <PageHead
        title={lead.name}
        about={
          <>
            {[lead.title, lead.company].filter(Boolean).join(', ')} · {upperFirst(label)}: {why.text}
          </>
        }
      >
        {clock && <Clock dueAt={clock.dueAt} since={clock.from} />}
      </PageHead>
      <div className={layout.page}>
        {called ? (
          <>
            <Report sheet={sheet} />
            <Reach sheet={sheet} />
          </>
        ) : (
          <>
            <Reach sheet={sheet} />
            <Report sheet={sheet} />
          </>
        )}
        <Words sheet={sheet} />
        <HandOver sheet={sheet} />
        <Why sheet={sheet} />
        <Notes sheet={sheet} />
        <Before sheet={sheet} />
        <Sent sheet={sheet} />
        <Company sheet={sheet} />
      </div>
    </>
  );
}

/** How to reach them, and whether now is a time to call. */
function Reach({ sheet: { lead, call, contact, clock, assignee } }: { readonly sheet: Sheet }) {
  const { show } = useSearch({ from: '/day' });
  const navigate = useNavigate({ from: '/tasks/$task' });
  const mail = contact.find(({ channel }) => channel === 'email');
  return (
    <section className={styles.reach} aria-label="How to reach them">
      <div className={layout.row}>
        {lead.phone && (call.mayNow || 'from' in call) && (
          <a className="button" href={tel(lead.phone)} onClick={() => void navigate({ to: '.', search: { show, called: true } })}>
            Call {lead.phone}
          </a>
        )}
        <a className="button" href={`mailto:${lead.email}`}>
          Write to {lead.email}
        </a>
        <Link className="button bare" to="/leads/$lead" params={{ lead: lead.leadId }}>
          Their whole story
        </Link>
      </div>
      <div className={layout.row}>
        <Tag tone={call.mayNow ? 'good' : 'soon'}>{call.mayNow ? 'Call now' : 'Not now'}</Tag>
        <span>
          {upperFirst(call.text)}. Their time is {call.localTime}.
        </span>
        {mail && !mail.may && <span>Email is closed: {mail.text}.</span>}
      </div>
      <p className="quiet">
        {assignee ? `${assignee.name} has it.` : 'Nobody has it yet.'}
        {clock?.next && (
          <>
            {' '}
            If nobody acts: {clock.next.label}, <Minute at={clock.next.at} />.
          </>
        )}
      </p>
    </section>
  );
}

function Words({ sheet: { messages, answers } }: { readonly sheet: Sheet }) {
  if (messages.length === 0 && answers.length === 0) return null;
  return (
    <Panel title="What they wrote">
      <ul className={layout.stack}>
        {messages.map(({ id, at, text, subject, body }) => (
          <li key={id}>
            <small>
              <When at={at} /> · {text}
              {subject && ` · ${subject}`}
            </small>
            <blockquote>{body}</blockquote>
          </li>
        ))}
      </ul>
      {answers.length > 0 && <Facts of={answers.map(({ question, words }) => [question, words])} />}
    </Panel>
  );
}

function HandOver({ sheet: { handOver } }: { readonly sheet: Sheet }) {
  if (!handOver) return null;
  return (
    <Panel title="Handed over" about={`${handOver.label}, by ${handOver.by ?? 'an SDR'}: ${handOver.text}.`}>
      <Facts of={handOver.said.map(({ label, text }) => [label, inMyTime(text)])} />
    </Panel>
  );
}

function Why({ sheet: { why } }: { readonly sheet: Sheet }) {
  const { score, acts } = why;
  return (
    <Panel title="Why now" about={`Fit ${score.fit}, interest ${score.interest}: ${score.temperature}.`}>
      <Timeline
        of={acts.map(({ at, text, points }) => ({ at, text: points > 0 ? `${text} (+${points} points)` : text }))}
        none="They have done nothing that we know of."
      />
    </Panel>
  );
}

function Before({ sheet: { reports, deals } }: { readonly sheet: Sheet }) {
  if (reports.length === 0 && deals.length === 0) return null;
  return (
    <Panel title="Earlier calls and deals">
      <Timeline
        of={reports.map(({ at, by, label, reason, said }) => ({
          at,
          text: [by, label, reason, ...said.map(({ label: field, text }) => `${field}: ${text}`)].filter(Boolean).join(' · '),
        }))}
        none=""
      />
      {deals.map(({ dealId, text, owner }) => (
        <p key={dealId}>
          {text} <small>{owner.name}</small>
        </p>
      ))}
    </Panel>
  );
}

function Sent({ sheet: { sent } }: { readonly sheet: Sheet }) {
  return (
    <Panel title="Emails they got">
      <Timeline
        of={sent.map(({ at, subject, content, reactions }) => ({
          at: at!,
          text: [subject ?? content, ...reactions].join(' · '),
        }))}
        none="None yet."
      />
    </Panel>
  );
}

function Company({ sheet: { account, lead } }: { readonly sheet: Sheet }) {
  if (!account) return null;
  return (
    <Panel title={account.name ?? lead.company ?? 'Company'} about={account.owner && `Owned by ${account.owner}.`}>
      <Facts
        of={[
          ['Size', account.size && `${account.size} people`],
          ['Industry', account.industry],
          ...lead.fields.map(({ label, value }) => [label, String(value)] as const),
        ]}
      />
      {account.people.length > 0 && <h3>Others there</h3>}
      <ul>
        {account.people.map(({ leadId, name, title, role, stage, tasks }) => (
          <li key={leadId}>
            <Link to="/leads/$lead" params={{ lead: leadId }}>
              {name}
            </Link>{' '}
            <small>{[title, role, stage, ...tasks.map(({ text }) => text)].filter(Boolean).join(' · ')}</small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What happened when, newest first. */
function Timeline({
  of,
  none,
}: {
  readonly of: readonly { readonly at: string; readonly text: string }[];
  readonly none: string;
}) {
  if (of.length === 0) return none ? <p className="quiet">{none}</p> : null;
  return (
    <ol className={styles.timeline}>
      {of.map(({ at, text }, index) => (
        <li key={index}>
          <small>
            <When at={at} />
          </small>
          <span>{inMyTime(text)}</span>
        </li>
      ))}
    </ol>
  );
}
