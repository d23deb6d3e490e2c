import { useMatchRoute } from '@tanstack/react-router';

/** The task that is open beside the list. */
export function useOpenTask(): string | undefined {
  const match = useMatchRoute()({ to: '/tasks/$task' });
  return match === false ? undefined : match.task;
}
