import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { CHROMIUM_ARGS } from '../../../scripts/chromium.mjs'

/** A page is painted within this time. A slower one is measured as well, but partly with a debugger. */
const PAINTED_WITHIN_MS = 500

const FIRST_PAINT = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const paint = list.getEntriesByName('first-contentful-paint')[0]
    if (paint) resolve(paint.startTime)
  }).observe({ type: 'paint', buffered: true })
})`

/**
 * Starts a browser that opens pages without a debugger, as people do. A test browser attaches one to each page, and V8 then does more work: it
 * collects the source positions of every error that is created, among them the constant ones of React.
 *
 * @param {string} executablePath
 */
export async function launchWithoutDebugger(executablePath) {
  const profile = mkdtempSync(join(tmpdir(), 'webio-bench-'))
  const args = [...CHROMIUM_ARGS, '--remote-debugging-port=0', `--user-data-dir=${profile}`]
  const browser = spawn(executablePath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const gone = new Promise((resolve) => browser.once('exit', resolve))
  const socket = new WebSocket(await devToolsAddress(browser.stderr))
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))

  /** @type {Map<number, { resolve(result: any): void, reject(error: Error): void }>} */
  const calls = new Map()
  let lastCall = 0
  socket.on('message', (data) => {
    const { id, result, error } = JSON.parse(String(data))
    const call = calls.get(id)
    calls.delete(id)
    if (error) call?.reject(new Error(error.message))
    else call?.resolve(result)
  })
  /**
   * @param {string} method
   * @param {object} [params]
   * @param {string} [sessionId] a page's debugger
   * @returns {Promise<any>}
   */
  const call = (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      const id = ++lastCall
      calls.set(id, { resolve, reject })
      socket.send(JSON.stringify({ id, method, params, sessionId }))
    })

  return {
    /**
     * @param {string} url
     * @returns {Promise<number>} milliseconds from a navigation with empty caches until the browser has painted the first text
     */
    async firstPaint(url) {
      const { browserContextId } = await call('Target.createBrowserContext')
      const { targetId } = await call('Target.createTarget', {
        url,
        browserContextId,
        width: 1280,
        height: 800,
      })
      await pause(PAINTED_WITHIN_MS)
      const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true })
      const evaluate = { expression: FIRST_PAINT, awaitPromise: true, returnByValue: true }
      const { result } = await call('Runtime.evaluate', evaluate, sessionId)
      await call('Target.disposeBrowserContext', { browserContextId })
      return result.value
    },
    async close() {
      // The process that was started may be a script that has started the browser.
      await call('Browser.close')
      socket.close()
      await gone
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/**
 * @param {import('node:stream').Readable} output of the browser, which names the address
 */
async function devToolsAddress(output) {
  for await (const line of createInterface(output)) {
    const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1]
    if (address) {
      // Reading has to go on, or the browser waits when the pipe is full.
      output.resume()
      return address
    }
  }
  throw new Error('The browser did not open a port for its debugger.')
}
