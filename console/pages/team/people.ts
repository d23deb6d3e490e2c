import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';

/** The reps who can take work: of a team, still here, and not away. */
export function useTakers(team?: string) {
  const { data } = useQuery(api.team.load.queryOptions());
  return (data?.reps ?? []).filter((rep) => rep.active && !rep.away && (team === undefined || rep.team === team));
}
