import '@testing-library/jest-dom'
import { configure } from '@testing-library/react'
import { toHaveNoViolations } from 'jest-axe'

expect.extend(toHaveNoViolations)

// What is loaded on first use has to be compiled first. That may take longer than the second which is usual here; each test has its own end.
configure({ asyncUtilTimeout: 8000 })

// jsdom lays nothing out. These stand still, so that components which measure or scroll can at least mount.
class NoResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

globalThis.ResizeObserver ??= NoResizeObserver
Element.prototype.scrollIntoView ??= () => {}
Element.prototype.hasPointerCapture ??= () => false
Element.prototype.setPointerCapture ??= () => {}
Element.prototype.releasePointerCapture ??= () => {}

globalThis.matchMedia ??= (query) =>
  Object.assign(new EventTarget(), {
    media: query,
    matches: false,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
  })

// jsdom has no reportError.
globalThis.reportError ??= (error: unknown) =>
  void dispatchEvent(new ErrorEvent('error', { error, message: String(error), cancelable: true }))
