import { codeInWords } from './code-in-words.ts';

/** Why a program stopped, and at which place in the code. */
export function ErrorAt({ reason }: { readonly reason: string }) {
  const [error = '', place] = reason.split(' at ', 2);
  return (
    <>
      {codeInWords(error)}
      {place && (
        <>
          {' '}
          at <code>{place}</code>
        </>
      )}
    </>
  );
}
