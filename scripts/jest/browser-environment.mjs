import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createRequire } from 'node:module'
import process from 'node:process'
import { CHROMIUM_ARGS } from '../chromium.mjs'
import ClosingEnvironment from './closing-environment.mjs'

const require = createRequire(import.meta.url)

/** @typedef {{ browser: import('playwright-core').Browser, started: import('node:child_process').ChildProcess[] }} Launched */

/** The browser of this worker: launched by the first file that needs it, and closed with the process. @type {Promise<Launched> | null} */
let launched = null

async function launch() {
  /** @type {Launched['started']} */
  const started = []
  const note = (/** @type {any} */ message) => started.push(message.process)
  subscribe('child_process', note)
  try {
    /** @type {typeof import('playwright-core')} */
    const { chromium } = require('playwright-core')
    const executablePath = process.env.CHROMIUM_PATH || '/usr/bin/chromium'
    const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS })
    browser.on('disconnected', () => (launched = null))
    return { browser, started }
  } finally {
    unsubscribe('child_process', note)
  }
}

/** Sets whether the browser keeps this process running. @param {boolean} isHeld */
async function hold(isHeld) {
  const { started } = (await launched) ?? { started: [] }
  for (const child of started) {
    for (const handle of [child, ...child.stdio]) /** @type {any} */ (handle)?.[isHeld ? 'ref' : 'unref']?.()
  }
}

/**
 * Gives tests a browser that all files of a worker share. Each test has its own contexts. Starting Chromium, and loading the 7 MB of
 * Playwright into jest's registry, would cost two seconds for every file.
 */
export default class BrowserEnvironment extends ClosingEnvironment {
  #isRetry = false

  /** @override */
  async setup() {
    await super.setup()
    await hold(true)
    /** @type {import('./test-browser').BrowserOfWorker} */
    const ofWorker = {
      get: async () => (await (launched ??= launch())).browser,
      hasFailed: false,
      hasFailedBefore: false,
    }
    this.global.webioBrowser = ofWorker
  }

  /**
   * @override
   * @param {{ name: string, test?: { errors: unknown[] } }} event of jest-circus
   */
  handleTestEvent(event) {
    super.handleTestEvent(event)
    const { name } = event
    const ofWorker = /** @type {import('./test-browser').BrowserOfWorker} */ (this.global.webioBrowser)
    if (name === 'test_retry') this.#isRetry = true
    if (name === 'test_start') {
      ofWorker.hasFailed = false
      ofWorker.hasFailedBefore = this.#isRetry
      this.#isRetry = false
    }
    if (name === 'test_fn_failure' || name === 'hook_failure') ofWorker.hasFailed = true
  }

  /** @override */
  async teardown() {
    await hold(false)
    await super.teardown()
  }
}
