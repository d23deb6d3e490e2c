import { inWords, minute } from '../app/time.ts';

/** An instant as people say it: how far away it is, and when exactly in the time of this browser. */
export function When({ at, zone }: { readonly at: string; readonly zone?: string | undefined }) {
  return (
    <time dateTime={at} title={minute(at, zone)}>
      {inWords(at)}
    </time>
  );
}

/** An instant with its date and minute, in the zone of this browser or in another one. */
export function Minute({ at, zone }: { readonly at: string; readonly zone?: string | undefined }) {
  return <time dateTime={at}>{minute(at, zone)}</time>;
}
