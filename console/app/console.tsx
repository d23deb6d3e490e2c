import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Told } from '../parts/tell.tsx';
import { queries } from './api.ts';
import { router } from './router.tsx';

/** The whole console. */
export function Console() {
  return (
    <QueryClientProvider client={queries}>
      <Told>
        <RouterProvider router={router} />
      </Told>
    </QueryClientProvider>
  );
}
