import '@testing-library/jest-dom'
import { configure } from '@testing-library/react'
import { toHaveNoViolations } from 'jest-axe'

expect.extend(toHaveNoViolations)

// Modules that are loaded on first use must be compiled first, which may take longer than the default of one
// second. Each test has its own timeout.
configure({ asyncUtilTimeout: 8000 })

// jsdom has no layout. These functions do nothing, so that components that measure or scroll can at least
// mount.
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
