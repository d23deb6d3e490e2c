import type { ReactNode } from 'react';
import { Banner } from './banner.tsx';
import { Minute, When } from './when.tsx';

const kinds = {
  pause: { is: 'paused', until: 'somebody resumes it' },
  stop: { is: 'stopped', until: undefined },
} as const;

interface BrakeBannerProps {
  readonly brake: {
    readonly kind: string;
    readonly because: string;
    readonly by: string;
    readonly at: string;
    readonly until?: string | null | undefined;
  };
  /** What is held, such as `The campaign`. */
  readonly what: ReactNode;
  /** For whom, unless for everybody: `for this lead`. */
  readonly whose?: string | undefined;
  /** What releases it. */
  readonly action?: ReactNode;
}

/** A campaign is paused or stopped: for whom, until when, by whom and why. */
export function BrakeBanner({ brake: { kind, because, by, at, until }, what, whose, action }: BrakeBannerProps) {
  const { is, until: otherwise } = kinds[kind === 'stop' ? 'stop' : 'pause'];
  return (
    <Banner label={`What is ${is}`} tone="soon" action={action}>
      <strong>
        {what} is {[is, whose].filter(Boolean).join(' ')}.
      </strong>{' '}
      {otherwise === undefined ? (
        'Nothing of it goes out any more.'
      ) : (
        <>No marketing email of it goes out until {until ? <Minute at={until} /> : otherwise}.</>
      )}{' '}
      <small>
        By {by}, <When at={at} />: “{because}”
      </small>
    </Banner>
  );
}
