const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Turns Ctrl-C, and the other polite ways to end a process, into an `AbortSignal`; a second Ctrl-C ends it the hard way. */
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
