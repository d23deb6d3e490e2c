import type { UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';

/**
 * Does an act once, however fast somebody clicks: while it runs, further calls do nothing. A button is disabled a moment too late for
 * that, when React draws the page anew.
 * @example
 * const start = useMutation(api.campaigns.start.mutationOptions());
 * const startOnce = useOnce(start);
 */
export function useOnce<Answer, Input>({ mutate }: UseMutationResult<Answer, unknown, Input>): (input: Input) => void {
  const isRunning = useRef(false);
  return (input) => {
    if (isRunning.current) return;
    isRunning.current = true;
    mutate(input, { onSettled: () => (isRunning.current = false) });
  };
}
