import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { Waiting } from '../parts/waiting.tsx';
import { api } from './api.ts';
import { useKeys } from './keys.ts';
import { useLiveChanges } from './live.ts';
import { pagesOf } from './pages.ts';
import { SendingStopped } from './sending.tsx';
import styles from './shell.module.css';
import { ThemeChoice } from './theme-choice.tsx';
import { setPlatformClock } from './time.ts';
import { keepTyped } from './typed-ahead.ts';

const Search = lazy(async () => ({ default: (await import('./search.tsx')).Search }));

/** What surrounds every page: the menu, search, and who is signed in. */
export function Shell() {
  const { data: me } = useSuspenseQuery({
    ...api.people.me.queryOptions(),
    staleTime: Infinity,
    select: (me) => (setPlatformClock(me.clock.now, me.clock.speed), me),
  });
  useLiveChanges();
  const navigate = useNavigate();
  const [searching, setSearching] = useState(false);
  const search = () => {
    keepTyped();
    setSearching(true);
  };
  const pages = pagesOf(me);
  useKeys({
    'mod+k': search,
    '/': search,
    ...Object.fromEntries(pages.map(({ key, path }) => [`g ${key}`, () => void navigate({ to: path })])),
  });
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#page">
        Skip to the content
      </a>
      <nav className={styles.menu} aria-label="Pages">
        <p className={styles.brand}>Trellis</p>
        <button className={styles.search} onClick={search}>
          Search <kbd>⌘K</kbd>
        </button>
        <ul>
          {pages.map(({ path, label }) => (
            <li key={path}>
              <Link to={path} activeProps={{ 'aria-current': 'page' }}>
                {label}
              </Link>
            </li>
          ))}
        </ul>
        <footer>
          <p>
            {me.name} <small>{me.roleLabel}</small>
          </p>
          <ThemeChoice />
        </footer>
      </nav>
      <div className={styles.content}>
        <SendingStopped />
        <main id="page" tabIndex={-1} className={styles.page}>
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <Suspense fallback={null}>{searching && <Search onClose={() => setSearching(false)} />}</Suspense>
    </div>
  );
}
