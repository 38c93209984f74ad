import { existsSync } from 'node:fs'
import puppeteer from 'puppeteer-core'
import { missingProgram } from '../../../core/test/support/debian'
import type { EngineKind } from './engine'
import { PuppeteerPage } from './puppeteer-page'

const FIREFOX = '/usr/bin/firefox-esr'

/** Turns off requests to Mozilla, which a closed network refuses. */
const PREFERENCES = {
  'intl.accept_languages': 'en-US',
  'app.normandy.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
}

/** Debian's Firefox, over WebDriver BiDi. */
export const FIREFOX_ESR: EngineKind = {
  name: 'Firefox',
  missing: () => missingProgram(['firefox-esr'], () => existsSync(FIREFOX)),
  async start() {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: FIREFOX,
      extraPrefsFirefox: PREFERENCES,
      defaultViewport: null,
    })
    const [page = await browser.newPage()] = await browser.pages()
    return { page: new PuppeteerPage(page), [Symbol.asyncDispose]: () => browser.close() }
  },
}
