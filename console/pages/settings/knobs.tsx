import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { Empty } from '../../parts/empty.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { ProgramKnobs } from './knobs/program-knobs.tsx';

/** The knobs of all programs: what a marketer changes while leads run. */
export function Section() {
  const { data, error, refetch } = useQuery(api.programs.list.queryOptions());
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!data) return <Waiting />;
  const turned = data.filter(({ knobs }) => knobs.length > 0);
  if (turned.length === 0)
    return (
      <Empty title="No program has knobs.">
        A program declares what you can change while leads run, such as the days between two emails. Each knob then appears here.
      </Empty>
    );
  return turned.map(({ id }) => <ProgramKnobs key={id} program={id} />);
}
