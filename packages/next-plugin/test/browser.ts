import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'
import { CHROMIUM_ARGS } from '../../../scripts/chromium.mjs'

/** The Chromium of tests that keep several pages of one site. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium', args: CHROMIUM_ARGS })
