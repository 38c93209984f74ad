import type { PageServices } from '../session/page-services'
import { addressOfApp } from './app-address'
import { Announcements } from './announcements'
import { Arrivals } from './arrivals'
import { ElementIndex } from './element-index'
import { inNextFrame, pacedScheduler } from './frame-scheduler'
import { ScriptRunner } from './script-runner'
import { scrollToElement } from './scroll-to-element'
import { whenIdle } from './when-idle'

/** The document and window of the browser, as sessions need them. */
export const domServices: PageServices = {
  inNextFrame,
  whenIdle,
  pacedScheduler,
  createScripts: (answer) => new ScriptRunner(answer),
  createElements(isAnimated, newest) {
    const announcer = new Announcements()
    const arrivals = new Arrivals(isAnimated, (elements, more) => announcer.arrived(elements, more), newest)
    return new ElementIndex(arrivals, announcer)
  },
  scrollToElement,
  addressOfApp,
  reload: () => location.reload(),
  goTo: (address) => location.assign(address),
  openWindow(address) {
    const opened = open(address, '_blank')
    if (opened) opened.opener = null
    return opened !== null
  },
}
