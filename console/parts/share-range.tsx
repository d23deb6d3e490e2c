import { share } from '../app/in-figures.ts';
import { Band } from './band.tsx';

interface ShareRangeProps {
  /** A share with the ends of its interval, from 0 to 1; null if the whole is zero. */
  readonly of: { readonly share: number; readonly from: number; readonly to: number } | null;
  /** The largest end of those beside it, so that all have the same scale. */
  readonly most: number;
}

/** A share in the interval in which it lies with 95 %. */
export const ShareRange = ({ of, most }: ShareRangeProps) =>
  of === null ? (
    <>–</>
  ) : (
    <>
      {share(of.share)}{' '}
      <small>
        {share(of.from)} to {share(of.to)}
      </small>
      <Band from={of.from / most} to={of.to / most} expected={of.share / most} />
    </>
  );
