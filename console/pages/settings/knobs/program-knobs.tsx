import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../../app/api.ts';
import { counted } from '../../../app/number.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { May } from '../../../parts/may.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { Waiting } from '../../../parts/waiting.tsx';
import layout from '../../../style/layout.module.css';
import { Changes } from './changes.tsx';
import type { Knobs } from './knobs.ts';
import { Turn } from './turn.tsx';
import { valueInWords } from './value.ts';

/** The knobs of a program, the form that turns them, and who turned them before. */
export function ProgramKnobs({ program }: { readonly program: string }) {
  const { data, error, refetch } = useQuery(api.programs.knobs.queryOptions({ program }));
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!data) return <Waiting />;
  return (
    <Panel
      title={`Program ${program}`}
      about={
        <>
          <Link to="/leads" search={{ where: `program is "${program}"` }}>
            {counted(data.leads, 'lead')}
          </Link>{' '}
          run in it now.
        </>
      }
    >
      <div className={layout.stack}>
        <Values of={data} />
        <May call="programs.turn">
          <Turn key={data.version} program={program} of={data} />
        </May>
        <Changes of={data} />
      </div>
    </Panel>
  );
}

const Values = ({ of: { knobs, values, changes } }: { readonly of: Knobs }) => (
  <DataTable<Knobs['knobs'][number]>
    label="Knobs"
    rows={knobs}
    keyOf={({ name }) => name}
    columns={[
      { title: 'Knob', of: ({ label }) => label },
      {
        title: 'Now',
        of: ({ name, standard }) => <b>{valueInWords(values[name] ?? standard)}</b>,
        text: ({ name }) => String(values[name]),
      },
      { title: 'May be', of: ({ wants }) => wants },
      { title: 'Standard', of: ({ standard }) => valueInWords(standard) },
      { title: 'Last turned by', of: ({ name }) => changes.find(({ after }) => Object.hasOwn(after, name))?.by ?? 'nobody' },
    ]}
    none={null}
  />
);
