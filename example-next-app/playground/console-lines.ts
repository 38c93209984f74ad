/** A line that the program, or WebIO, has written to the console. */
export interface ConsoleLine {
  readonly level: 'log' | 'info' | 'warn' | 'error'
  readonly text: string
}

const LEVELS = ['log', 'info', 'warn', 'error'] as const

/** Older lines are dropped. */
const MAX_LINES = 200

let lines: readonly ConsoleLine[] = []
const listeners = new Set<() => void>()

/** The lines of the console, as `useSyncExternalStore` reads them. Visitors do not have it open. */
export const consoleLines = {
  get: (): readonly ConsoleLine[] => lines,
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

/** Begins to copy what is written to the console. */
export function watchConsole(): void {
  for (const level of LEVELS) {
    const write = console[level].bind(console)
    console[level] = (...values: unknown[]) => {
      write(...values)
      lines = [...lines, { level, text: values.map(textOf).join(' ') }].slice(
        -MAX_LINES,
      )
      for (const listener of listeners) listener()
    }
  }
}

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || value instanceof Error)
    return String(value)
  try {
    return JSON.stringify(value)
  } catch {
    return String(value)
  }
}
