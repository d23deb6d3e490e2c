import { Link } from '@tanstack/react-router';
import type { Outputs } from '../../app/api.ts';
import { Clock } from '../../parts/clock.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Minute, When } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';

export type Lead = Outputs['leads']['get'];

/** Who a lead is, whether we may reach them, and what their score is made of. */
export const About = ({ lead }: { readonly lead: Lead }) => (
  <div className={layout.stack}>
    <Tasks lead={lead} />
    <Reach lead={lead} />
    <Score lead={lead} />
    <Person lead={lead} />
    <Consents lead={lead} />
  </div>
);

const Tasks = ({ lead: { tasks, owner } }: { readonly lead: Lead }) => (
  <Panel title="Open tasks" about={owner ? `Owned by ${owner.name}.` : 'Nobody owns this lead.'}>
    {tasks.length === 0 && <p className="quiet">None.</p>}
    <ul className={layout.stack}>
      {tasks.map(({ taskId, label, because, assignee, dueAt, since }) => (
        <li key={taskId} className={layout.row}>
          <Link to="/tasks/$task" params={{ task: taskId }}>
            {label}
          </Link>
          <small>
            {because}, {assignee?.name ?? 'nobody yet'}
          </small>
          <Clock dueAt={dueAt} since={since} />
        </li>
      ))}
    </ul>
  </Panel>
);

const Reach = ({ lead: { contact, call } }: { readonly lead: Lead }) => (
  <Panel title="May we reach them?" about={`Their time is ${call.localTime}: ${call.text}.`}>
    <Facts
      of={contact.map(({ channel, may, text, ...closed }) => [
        channel,
        <span key={channel}>
          <Tag tone={may ? 'good' : 'late'}>{may ? 'yes' : 'no'}</Tag> {!may && text}
          <Span {...closed} />
        </span>,
      ])}
    />
  </Panel>
);

/** Since when and until when a channel is closed. */
const Span = ({ since, until }: { readonly since?: string | undefined; readonly until?: string | undefined }) => (
  <small>
    {since && (
      <>
        {' since '}
        <Minute at={since} />
      </>
    )}
    {until && (
      <>
        {' until '}
        <Minute at={until} />
      </>
    )}
  </small>
);

function Score({ lead: { score } }: { readonly lead: Lead }) {
  const { fit, fitWhy, interest, interestWhy, temperature, lacks } = score;
  const terms = (of: readonly { readonly term: string; readonly points: number }[]) =>
    of.map(({ term, points }) => `${term} ${Math.round(points)}`).join(', ');
  return (
    <Panel title="Score" about={`${temperature}: fit ${fit}, interest ${Math.round(interest)}.`}>
      <Facts
        of={[
          ['Fit', terms(fitWhy)],
          ['Interest', terms(interestWhy)],
          ['Lacks for sales', lacks.map(({ label }) => label).join(', ')],
        ]}
      />
    </Panel>
  );
}

const Person = ({ lead }: { readonly lead: Lead }) => (
  <Panel title="Person and company">
    <Facts
      of={[
        ['Email', lead.email],
        ['Phone', lead.phone],
        ['Role', lead.role],
        ['Country', lead.country],
        ['Time zone', lead.zone],
        ['Source', lead.source],
        ['Added', <When key="added" at={lead.addedAt} />],
        ['Company', lead.company?.name],
        ['Size', lead.company?.size],
        ['Industry', lead.company?.industry],
        ...lead.fields.map(({ label, value }) => [label, value === undefined ? undefined : String(value)] as const),
        ...lead.answers.map(({ question, words }) => [question, words] as const),
      ]}
    />
  </Panel>
);

const Consents = ({ lead: { consents } }: { readonly lead: Lead }) => (
  <Panel title="What they agreed to">
    {consents.length === 0 && <p className="quiet">Nothing that we know of.</p>}
    <ul className={layout.stack}>
      {consents.map(({ at, text, source }, index) => (
        <li key={index}>
          <small>
            <Minute at={at} /> · {source}
          </small>
          <p>{text}</p>
        </li>
      ))}
    </ul>
  </Panel>
);
