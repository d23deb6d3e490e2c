import { Link } from '@tanstack/react-router';
import { upperFirst } from '../../../domain/text/words.ts';
import { useMay } from '../../app/may.ts';
import type { Lead } from './lead.ts';
import { Clock } from '../../parts/clock.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Reach } from './reach.tsx';
import { Minute, When } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';

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
          <TaskName taskId={taskId} label={label} />
          <Clock dueAt={dueAt} since={since} />
          <small>
            {assignee?.name ?? 'Nobody has it yet'}: {because}
          </small>
        </li>
      ))}
    </ul>
  </Panel>
);

/** The name of a task: a link for those who may open it. */
function TaskName({ taskId, label }: Pick<Lead['tasks'][number], 'taskId' | 'label'>) {
  const may = useMay();
  if (!may('tasks.get')) return <span>{upperFirst(label)}</span>;
  return (
    <Link to="/tasks/$task" params={{ task: taskId }}>
      {upperFirst(label)}
    </Link>
  );
}

function Score({ lead: { score } }: { readonly lead: Lead }) {
  const { fit, fitWhy, interest, interestWhy, temperature, lacks } = score;
  return (
    <Panel title="Score" about={`${upperFirst(temperature)}: fit ${fit}, interest ${Math.round(interest)}.`}>
      <Facts
        of={[
          ['Fit', terms(fitWhy)],
          ['Interest', terms(interestWhy)],
          ['Missing for sales', lacks.map(({ label }) => label).join(', ')],
        ]}
      />
    </Panel>
  );
}

/** What a score is made of, the most points first. */
const terms = (of: readonly { readonly term: string; readonly points: number }[]): string =>
  of
    .toSorted((a, b) => b.points - a.points)
    .map(({ term, points }) => `${term} ${Math.round(points)}`)
    .join(', ');

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
        [
          'Company',
          lead.company && (
            <Link key="company" to="/accounts/$account" params={{ account: lead.company.domain ?? lead.company.id }}>
              {lead.company.name}
            </Link>
          ),
        ],
        ['Size', lead.company?.size],
        ['Industry', lead.company?.industry],
        ...lead.fields.map(({ label, value }) => [label, value === undefined ? undefined : String(value)] as const),
        ...lead.answers.map(({ question, words }) => [question, words] as const),
      ]}
    />
  </Panel>
);

/** What they agreed to, the latest first; each line has its proof. */
const Consents = ({ lead: { consents } }: { readonly lead: Lead }) => (
  <Panel title="What they agreed to">
    {consents.length === 0 && <p className="quiet">Nothing that we know of.</p>}
    <ul className={layout.stack}>
      {consents.toReversed().map(({ at, text, source, wording, page }, index) => (
        <li key={index}>
          <small>
            <Minute at={at} /> · {source}
          </small>
          <p>{text}</p>
          {wording && <blockquote>{wording}</blockquote>}
          {page && <small>on {page}</small>}
        </li>
      ))}
    </ul>
  </Panel>
);
