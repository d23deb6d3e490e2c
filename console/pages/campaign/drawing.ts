import { useQuery } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';

export type Drawing = Outputs['programs']['drawings'][number];

export const useDrawings = () => useQuery({ ...api.programs.drawings.queryOptions(), staleTime: Infinity });

/** The diagram of a program; undefined until it has come, and for a program that was never drawn. */
export function useDrawing(program: string): Drawing | undefined {
  return useDrawings().data?.find((drawing) => drawing.program === program);
}
