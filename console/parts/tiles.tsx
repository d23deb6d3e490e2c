import { Link, type LinkProps } from '@tanstack/react-router';
import styles from './tiles.module.css';

/** How bad it is; the words say it, the colour repeats it. */
const tones = { good: 'fine', soon: 'look at it', late: 'act now' } as const;

export type TileTone = keyof typeof tones;

interface Tile {
  readonly label: string;
  readonly value: string;
  readonly about: string;
  /** Missing while it is not known. */
  readonly tone?: TileTone | undefined;
  /** What it counts. */
  readonly to: LinkProps;
  readonly isOpen: boolean;
}

/** Numbers that say whether somebody has to do something; each opens what it counts. */
export const Tiles = ({ label, of }: { readonly label: string; readonly of: readonly Tile[] }) => (
  <nav aria-label={label} className={styles.tiles}>
    {of.map(({ label: what, value, about, tone, to, isOpen }) => (
      <Link key={what} {...to} className={styles.tile} data-tone={tone} aria-current={isOpen ? 'true' : undefined}>
        <span className={styles.label}>{what}</span>
        <span className={styles.line}>
          <strong className="number">{value}</strong>
          {tone && <span className={styles.tone}>{tones[tone]}</span>}
        </span>
        <small>{about}</small>
      </Link>
    ))}
  </nav>
);
