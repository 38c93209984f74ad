import type { NodeId, Scheduler, ScriptResultEvent, ScriptRunCommand } from '@webio/core/protocol'
import type { RunBudget } from './run-budget'

/** Where an element meets the viewport. */
export type ScrollPosition = 'top' | 'middle' | 'bottom'

/** What a screen reader is told. */
export interface Announcement {
  /** Words to say; not given if there are too many. */
  readonly text?: string
  /** How many outputs are new. 0 if the words stand for themselves. */
  readonly count: number
}

/** What screen readers are told of what shows. */
export interface Announcer {
  /** Calls `listener` with each announcement, until the function that it gives back is called. */
  subscribe(listener: (announcement: Announcement) => void): () => void
  say(text: string): void
}

/** The outermost elements of the outputs that show, by node. */
export interface Elements {
  /** Notes the element of a node. Gives back a function that forgets it. */
  add(id: NodeId, element: Element): () => void
  get(id: NodeId): Element | undefined
  /** Tells of elements that come. */
  readonly announcer: Announcer
}

/** Runs the scripts of `run_js` and `eval_js`, one after the other. */
export interface Scripts {
  /**
   * Runs a script, or refuses it.
   * @returns a promise that resolves when the script has started
   */
  add(command: ScriptRunCommand, isAllowed: boolean): Promise<void>
  /** The page is over: what has not run will not. */
  dispose(): void
}

/** What a session needs of the document that shows it. `session/` knows this interface alone; `dom/` has the implementation. */
export interface PageServices {
  /** Runs work in the next frame. */
  readonly inNextFrame: Scheduler
  /**
   * A scheduler that tells `budget` how long each run took.
   * @param afterRun called after each run
   */
  pacedScheduler(budget: RunBudget, afterRun: () => void): Scheduler
  /**
   * @param answer sends how a script went
   */
  createScripts(answer: (event: ScriptResultEvent) => void): Scripts
  /**
   * @param isAnimated asked for each output that arrives
   * @param newest the highest id that the document shows already
   */
  createElements(isAnimated: () => boolean, newest?: NodeId): Elements
  scrollToElement(element: Element | undefined, position: ScrollPosition): void
  /** The address of another application of the same handler. */
  addressOfApp(app: string, endpoint: string, isStandAlone: boolean): string
  /** Shows another page in the place of this one. */
  goTo(address: string): void
  /**
   * Shows another page in a window of its own.
   * @returns false if the browser forbids it
   */
  openWindow(address: string): boolean
}
