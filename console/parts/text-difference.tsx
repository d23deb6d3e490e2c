import { differences } from './differences.ts';
import styles from './text-difference.module.css';

interface TextDifferenceProps {
  readonly before: string;
  readonly after: string;
}

/** What changed in a text, word by word: removed words are struck out, added ones underlined. */
export const TextDifference = ({ before, after }: TextDifferenceProps) => (
  <pre className={styles.text}>
    {differences(before, after).map(({ in: where, text }, nth) =>
      where === 'both' ? (
        <span key={nth}>{text}</span>
      ) : where === 'before' ? (
        <del key={nth}>{text}</del>
      ) : (
        <ins key={nth}>{text}</ins>
      ),
    )}
  </pre>
);
