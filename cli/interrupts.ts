const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Turns Ctrl-C, SIGTERM and SIGHUP into an `AbortSignal`; a second signal ends the process at once. */
export function interrupts(): Disposable & { signal: AbortSignal } {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals): void => {
    forget();
    controller.abort(new Error(`stopped by ${name}`));
  };
  const forget = (): void => {
    for (const name of signals) process.off(name, onSignal);
  };
  for (const name of signals) process.on(name, onSignal);
  return { signal: controller.signal, [Symbol.dispose]: forget };
}
