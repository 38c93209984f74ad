import { AsyncResource } from 'node:async_hooks'

let waiting: (() => void)[] = []

/** The immediate of a turn is made outside of all tasks: the first caller of a turn must not pass its context on to the others. */
const outside = new AsyncResource('webio:end-of-turn')

/**
 * Calls `fire` after the current turn of the event loop, including its microtasks. All calls of a turn share one immediate: with `AsyncLocalStorage`,
 * an immediate of its own costs more than what most callers do in it.
 */
export function atEndOfTurn(fire: () => void): void {
  if (waiting.push(fire) === 1) outside.runInAsyncScope(setImmediate, null, fireAll)
}

function fireAll(): void {
  const due = waiting
  waiting = []
  let at = 0
  try {
    while (at < due.length) due[at++]!()
  } finally {
    // One has thrown: the others fire in the next turn.
    for (const fire of due.slice(at)) atEndOfTurn(fire)
  }
}
