import { Link, type LinkProps } from '@tanstack/react-router';
import styles from './tabs.module.css';

interface TabsProps {
  /** What they are parts of. */
  readonly label: string;
  readonly of: readonly { readonly label: string; readonly to: LinkProps; readonly isOpen: boolean }[];
}

/** The parts of a page, each with an address of its own. */
export const Tabs = ({ label, of }: TabsProps) => (
  <nav aria-label={label} className={styles.tabs}>
    {of.map(({ label: name, to, isOpen }) => (
      <Link key={name} {...to} aria-current={isOpen ? 'page' : undefined}>
        {name}
      </Link>
    ))}
  </nav>
);
