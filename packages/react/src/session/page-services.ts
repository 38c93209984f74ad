import type { NodeId, Scheduler, ScriptResultEvent, ScriptRunCommand } from '@webio/core/protocol'
import type { RunBudget } from './run-budget'

/** Which part of the viewport an element is scrolled to. */
export type ScrollPosition = 'top' | 'middle' | 'bottom'

/** An announcement for screen readers. */
export interface Announcement {
  /** The words to announce; missing if there are too many. */
  readonly text?: string
  /** The number of new outputs; 0 if the words need no count. */
  readonly count: number
}

/** Announces changes to screen readers. */
export interface Announcer {
  /** Calls `listener` with each announcement, until the returned function is called. */
  subscribe(listener: (announcement: Announcement) => void): () => void
  say(text: string): void
}

/** The outermost elements of the visible outputs, by node. */
export interface Elements {
  /** Registers the element of a node. Returns a function that removes it. */
  add(id: NodeId, element: Element): () => void
  get(id: NodeId): Element | undefined
  /** Announces new elements. */
  readonly announcer: Announcer
}

/** Runs the scripts of `run_js` and `eval_js`, one after the other. */
export interface Scripts {
  /**
   * Runs a script, or refuses it.
   * @returns a promise that resolves when the script has started
   */
  add(command: ScriptRunCommand, isAllowed: boolean): Promise<void>
  /** Ends with the page: scripts that have not run will not run. */
  dispose(): void
}

/** What a session needs from the document that shows it. `session/` knows only this interface; `dom/` has the implementation. */
export interface PageServices {
  /** Runs work in the next frame. */
  readonly inNextFrame: Scheduler
  /** Runs work once the page has shown what it has, and has nothing more urgent to do. */
  whenIdle(work: () => void): void
  /**
   * A scheduler that tells `budget` how long each run took.
   * @param afterRun called after each run
   */
  pacedScheduler(budget: RunBudget, afterRun: () => void): Scheduler
  /**
   * @param answer sends the outcome of a script
   */
  createScripts(answer: (event: ScriptResultEvent) => void): Scripts
  /**
   * @param isAnimated asked about each output that arrives
   * @param newest the highest id that the document already shows
   */
  createElements(isAnimated: () => boolean, newest?: NodeId): Elements
  scrollToElement(element: Element | undefined, position: ScrollPosition): void
  /** The URL of another application of the same handler. */
  addressOfApp(app: string, endpoint: string, isStandAlone: boolean): string
  /** Reloads the page, with the files that its server has now. */
  reload(): void
  /** Replaces this page with another one. */
  goTo(address: string): void
  /**
   * Opens another page in a new window.
   * @returns false if the browser forbids it
   */
  openWindow(address: string): boolean
}
