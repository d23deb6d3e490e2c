import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../app/api.ts';
import { useMay } from '../app/may.ts';
import { minute } from '../app/time.ts';

/** An audience as people read it: a file of leads has its name and date instead of its id. */
export const AudienceWords = ({ of }: { readonly of: string }) =>
  of.split(FILE).map((part, index) => (index % 2 === 0 ? part : <File key={`${index} ${part}`} id={part} />));

const FILE = /\bin import ([0-9a-f-]{36})\b/;

function File({ id }: { readonly id: string }) {
  const may = useMay();
  const { data } = useQuery({ ...api.imports.get.queryOptions({ importId: id }), enabled: may('imports.get') });
  if (!data) return 'in a file of leads';
  return (
    <>
      in the file{' '}
      <Link to="/imports/$import" params={{ import: id }}>
        “{data.source}” of {minute(data.at)}
      </Link>
    </>
  );
}
