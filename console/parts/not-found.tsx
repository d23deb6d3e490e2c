import { Link } from '@tanstack/react-router';
import { Empty } from './empty.tsx';

/** Answers an address that is no page. */
export function NotFound() {
  return (
    <Empty title="There is no page at this address.">
      <Link to="/">Go to your first page</Link>, or press <kbd>⌘K</kbd> to find a lead, a company or a campaign.
    </Empty>
  );
}
