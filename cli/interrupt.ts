/** Ctrl-C and SIGTERM: the first ends the work in good order, the second ends the process at once. */

export interface Interrupts {
  /** Aborted by the first signal. */
  signal: AbortSignal;
  /** Leaves the signals to Node again. */
  dispose: () => void;
}

/** 128 + the signal's number, as shells count it. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** @param told what to say to the first signal. */
export function interrupts(told: () => void): Interrupts {
  const controller = new AbortController();
  const handle = (signal: keyof typeof exitCodes) => {
    if (controller.signal.aborted) process.exit(exitCodes[signal]);
    told();
    controller.abort();
  };
  process.on('SIGINT', handle).on('SIGTERM', handle);
  return { signal: controller.signal, dispose: () => void process.off('SIGINT', handle).off('SIGTERM', handle) };
}
