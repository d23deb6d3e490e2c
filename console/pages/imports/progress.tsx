import { skipToken, useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { counted, share } from '../../app/number.ts';

interface ProgressProps {
  /** Which part of the file is sent, from 0 to 1. */
  readonly part: number;
  readonly importId: string | undefined;
}

/** Real milliseconds between two looks. */
const LOOK_AGAIN_MS = 1_000;

/** How far a file has come: first it is sent, then its rows are saved. */
export function Progress({ part, importId }: ProgressProps) {
  const isSent = part === 1;
  // Until the first rows are read, there is no import of this name.
  const { data } = useQuery({
    ...api.imports.get.queryOptions(isSent && importId !== undefined ? { importId } : skipToken),
    refetchInterval: LOOK_AGAIN_MS,
    retry: false,
  });
  return (
    <div role="status">
      <progress style={{ width: '100%' }} aria-label="How far the file has come" value={isSent ? undefined : part} />
      <p>
        {!isSent && `${share(part, 1)} of the file is uploaded. Keep this page open.`}
        {isSent &&
          `The file is uploaded. ${data ? `${counted(data.rows, 'row')} are saved.` : 'It is read.'} You may leave this page.`}
      </p>
    </div>
  );
}
