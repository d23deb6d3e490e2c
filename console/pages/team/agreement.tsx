import { useQuery } from '@tanstack/react-query';
import { api, client, type Outputs } from '../../app/api.ts';
import { count, days, share } from '../../app/in-figures.ts';
import { usePeriod, type PeriodSearch } from '../../app/period.ts';
import { Behind } from '../../parts/behind.tsx';
import { CountedAt } from '../../parts/counted-at.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Figures } from '../../parts/figures.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Waiting } from '../../parts/waiting.tsx';

type Report = Outputs['reports']['agreement'];
type Promised = Report['promised'][number];

/** What marketing and sales gave each other in the period, beside what they agreed on, and why sales did not take leads. */
export function Agreement({ period }: { readonly period: PeriodSearch }) {
  const { now: span } = usePeriod(period);
  const { data, error, refetch } = useQuery(api.reports.agreement.queryOptions(span));
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!data) return <Waiting />;
  const { handOvers, promised } = data;
  const handed = (label: string, what: 'handed' | 'accepted' | 'returned' | 'open') => ({
    label,
    value: (
      <Behind of={handOvers.people[what]} what={`Leads ${label.toLowerCase()}`}>
        {count(handOvers[what])}
      </Behind>
    ),
  });
  const again = async () => {
    await client.reports.agreement.query({ ...span, anew: true });
    await refetch();
  };
  return (
    <>
      <CountedAt at={data.countedAt} again={again} />
      <Figures
        of={[
          handed('Handed to sales', 'handed'),
          {
            ...handed('Accepted', 'accepted'),
            about: handOvers.acceptedShare !== null && `${share(handOvers.acceptedShare)} of those decided`,
          },
          handed('Returned', 'returned'),
          handed('Not decided yet', 'open'),
          { label: 'Until accepted, median', value: days(handOvers.medianDays) },
        ]}
      />
      <Panel title="What was agreed">
        <DataTable<Promised>
          label="Agreement"
          rows={promised}
          keyOf={({ side, label }) => side + label}
          columns={[
            { title: 'Side', of: ({ side }) => side },
            { title: 'Promised', of: ({ label, unit, agreed }) => `${valueOf(unit, agreed)} ${label}` },
            { title: 'Is', of: ({ unit, is }) => valueOf(unit, is), text: ({ is }) => is, number: true },
            {
              title: 'Kept',
              of: ({ is, isKept }) =>
                is === undefined ? (
                  <Tag>nothing to count</Tag>
                ) : (
                  <Tag tone={isKept ? 'good' : 'late'}>{isKept ? 'kept' : 'not kept'}</Tag>
                ),
              text: ({ isKept }) => (isKept ? 'yes' : 'no'),
            },
          ]}
          none={null}
        />
      </Panel>
      <Reasons report={data} />
      <Recycled report={data} />
    </>
  );
}

const valueOf = (unit: Promised['unit'], n: number | undefined): string => (unit === 'share' ? share(n) : count(n));

interface Reason {
  readonly outcome: string;
  readonly label: string;
  readonly count: number;
  readonly people: string;
  readonly side?: string | undefined;
}

/** Why leads were rejected, disqualified, lost: the reasons that reps chose. */
function Reasons({ report }: { readonly report: Report }) {
  const rows = report.reports
    .flatMap(({ label: outcome, reasons }) => reasons.map((reason): Reason => ({ ...reason, outcome })))
    .toSorted((a, b) => b.count - a.count);
  return (
    <Panel title="Reasons that reps gave" about="“Side” is who can do something about it.">
      <DataTable<Reason>
        label="Reasons"
        rows={rows}
        keyOf={({ people }) => people}
        columns={[
          { title: 'Outcome', of: ({ outcome }) => outcome },
          { title: 'Reason', of: ({ label }) => label },
          { title: 'Side', of: ({ side }) => side },
          {
            title: 'Leads',
            of: ({ outcome, label, people, count: leads }) => (
              <Behind of={people} what={`${outcome}: ${label}`}>
                {count(leads)}
              </Behind>
            ),
            text: ({ count: leads }) => leads,
            number: true,
          },
        ]}
        none={
          <Empty title="No reason was given in this period.">
            Reps choose a reason when they reject, disqualify or lose a lead.
          </Empty>
        }
      />
    </Panel>
  );
}

/** Why leads went back to nurture, and against which side it counts. */
function Recycled({ report: { recycled } }: { readonly report: Report }) {
  return (
    <Panel title="Back to nurture">
      <DataTable<Report['recycled'][number]>
        label="Back to nurture"
        rows={recycled}
        keyOf={({ people }) => people}
        columns={[
          { title: 'Reason', of: ({ label }) => label },
          { title: 'Counts against', of: ({ against }) => against ?? 'nobody' },
          {
            title: 'Leads',
            of: ({ label, people, count: leads }) => (
              <Behind of={people} what={`Back to nurture: ${label}`}>
                {count(leads)}
              </Behind>
            ),
            text: ({ count: leads }) => leads,
            number: true,
          },
        ]}
        none={<Empty title="No lead went back to nurture in this period." />}
      />
    </Panel>
  );
}
