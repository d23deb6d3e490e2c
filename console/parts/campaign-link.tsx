import { Link } from '@tanstack/react-router';
import { useMay } from '../app/may.ts';

/** The name of a campaign: a link for those who may see its numbers. */
export function CampaignLink({ id, name }: { readonly id: string; readonly name: string }) {
  const may = useMay();
  if (!may('campaigns.results')) return name;
  return (
    <Link to="/campaigns/$campaign" params={{ campaign: id }}>
      {name}
    </Link>
  );
}
