import { useQuery } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';
import { minute } from '../../app/time.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import { daysInWords, hoursInWords, shiftsInWords } from './hours-in-words.ts';

type Calendar = Outputs['team']['calendars'][number];
type Due = NonNullable<Calendar['now']>['due'][number];

/** When each team works, and what a length of working time means there right now. */
export function Section() {
  const { data, error, refetch } = useQuery(api.team.calendars.queryOptions());
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!data) return <Waiting />;
  if (data.length === 0)
    return <Empty title="There are no teams yet.">The calendar of a team is set in staff.json, next to its people.</Empty>;
  return (
    <>
      <p className="quiet">
        Working hours and holidays are set in the file staff.json of your app. When they change, Trellis adjusts the clocks of
        open tasks.
      </p>
      {data.map((calendar) => (
        <Team key={calendar.team} calendar={calendar} />
      ))}
    </>
  );
}

function Team({ calendar }: { readonly calendar: Calendar }) {
  const { name, zone, now, reps } = calendar;
  return (
    <Panel title={name} about={now && <Tag tone={now.isOpen ? 'good' : 'soon'}>{now.isOpen ? 'open now' : 'closed now'}</Tag>}>
      {now ? (
        <div className={layout.columns}>
          <DataTable<Due>
            label={`Due times in ${name}`}
            rows={now.due}
            keyOf={({ within }) => within}
            columns={[
              { title: 'If it starts now', of: ({ within }) => within },
              {
                title: 'It is due',
                of: ({ at }) => <Minute at={at} zone={zone} />,
                text: ({ at }) => at,
              },
              { title: 'SLAs with this target', of: ({ of }) => of.join(', ') || 'none' },
            ]}
            none={null}
          />
          <div className={layout.stack}>
            <Week calendar={calendar} />
            <Facts
              of={[
                [
                  'Open next',
                  <ul key="openings">
                    {now.openings.map(({ from, to }) => (
                      <li key={from}>
                        <Minute at={from} zone={zone} /> to {minute(to, zone).split(', ').at(-1)}
                      </li>
                    ))}
                  </ul>,
                ],
                ['Upcoming holidays', now.nextHolidays.map(dateInWords).join(', ') || 'none is set'],
                ['Hours of their own', reps.map((rep) => `${rep.rep}: ${hoursInWords(rep)}`).join('; ')],
              ]}
            />
          </div>
        </div>
      ) : (
        <p role="alert">These hours are invalid, so no clock runs for this team. Correct them in staff.json.</p>
      )}
    </Panel>
  );
}

const Week = ({ calendar: { zone, hours = [], dates } }: { readonly calendar: Calendar }) => (
  <Facts
    of={[
      ['Time zone', zone?.replaceAll('_', ' ')],
      ...hours.map(({ days, shifts }) => [daysInWords(days), shiftsInWords(shifts)] as const),
      ...dates.map(({ date, shifts }) => [dateInWords(date), shiftsInWords(shifts)] as const),
    ]}
  />
);

const date = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

const dateInWords = (day: string): string => date.format(Date.parse(day));
