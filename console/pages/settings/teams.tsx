import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, type Outputs } from '../../app/api.ts';
import { dayInWords } from '../../app/period.ts';
import { counted } from '../../app/number.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { hoursInWords } from './hours-in-words.ts';

type Rep = Outputs['team']['list'][number];
type Calendar = Outputs['team']['calendars'][number];

/** The teams as the staff file has them, and who is away. */
export function Section() {
  const { data: reps, error, refetch } = useQuery(api.team.list.queryOptions());
  const { data: calendars } = useQuery(api.team.calendars.queryOptions());
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!reps || !calendars) return <Waiting />;
  return (
    <>
      <p className="quiet">
        Teams and reps are set in the file staff.json of your app, and Trellis reads it when it starts, or with the command
        “trellis staff”. Enter absences and leavers on the page <Link to="/team">Team</Link>, which also hands over their work.
      </p>
      {calendars.length === 0 && (
        <Empty title="There are no teams yet.">Describe them in staff.json: who is in them, and when they work.</Empty>
      )}
      {calendars.map((calendar) => (
        <Team key={calendar.team} calendar={calendar} reps={reps.filter(({ team }) => team === calendar.team)} />
      ))}
    </>
  );
}

function Team({ calendar, reps }: { readonly calendar: Calendar; readonly reps: readonly Rep[] }) {
  const here = reps.filter(({ active }) => active);
  const left = reps.length - here.length;
  const hoursOf = ({ name }: Rep) => {
    const own = calendar.reps.find(({ rep }) => rep === name);
    return own ? hoursInWords({ ...own, zone: own.zone ?? calendar.zone }) : 'as the team';
  };
  return (
    <Panel
      title={calendar.name}
      about={
        <>
          {counted(here.length, 'person').replace('persons', 'people')}
          {left > 0 && `, ${left} who left`}. {hoursInWords(calendar)}.{' '}
          <Link to="/settings/$section" params={{ section: 'calendars' }}>
            The calendar
          </Link>
        </>
      }
    >
      <DataTable<Rep>
        label={`People of ${calendar.name}`}
        rows={reps}
        keyOf={({ id }) => id}
        columns={[
          { title: 'Name', of: ({ name, active }) => (active ? name : <s>{name}</s>), text: ({ name }) => name },
          { title: 'Role', of: ({ role }) => role },
          { title: 'Email', of: ({ email }) => email },
          { title: 'Hours', of: hoursOf },
          { title: 'Most open tasks', of: ({ capacity }) => capacity, number: true },
          { title: 'Turns', of: ({ weight }) => weight, number: true },
          { title: 'Territory', of: ({ territory }) => territory.join(', ') || 'everywhere' },
          {
            title: 'Here',
            of: (rep) => <Here rep={rep} />,
            text: ({ active, away }) => (active ? (away[0]?.to ?? 'here') : 'left'),
          },
        ]}
        none={<Empty title="Nobody is in this team.">Its tasks wait until somebody is.</Empty>}
      />
    </Panel>
  );
}

function Here({ rep: { active, away } }: { readonly rep: Rep }) {
  if (!active) return <Tag>left</Tag>;
  const [first] = away;
  return first ? (
    <>
      <Tag tone="soon">away</Tag> {dayInWords(first.from)} to {dayInWords(first.to)}
    </>
  ) : (
    <>here</>
  );
}
