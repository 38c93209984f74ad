import type { Session } from '../engine/session'

/** Logs, for those who look for a mistake, that a call concerns something that is not on the page. It may have been removed meanwhile. */
export function logNotOnPage({ logger }: Session, caller: string, thing: string, name: string): void {
  logger.debug(`[webio] ${caller}: there is no ${thing} ${JSON.stringify(name)} on the page.`)
}
