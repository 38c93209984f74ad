import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { Builder } from 'selenium-webdriver'
import { TestProcess } from '../../../core/test/cli/webio-process'
import { missingProgram } from '../../../core/test/support/debian'
import { freePort } from '../../../core/test/support/free-port'
import { eventually } from '../browser/page-tools'
import type { EngineKind } from './engine'
import { SeleniumPage } from './selenium-page'

const DRIVER = '/usr/bin/WebKitWebDriver'
const DISPLAY_SERVER = '/usr/bin/Xvfb'

/**
 * Debian's WebKitGTK in its small browser, over WebDriver. It has no headless mode, so it gets a virtual screen.
 */
export const WEBKIT_GTK: EngineKind = {
  name: 'WebKit',
  missing: () =>
    missingProgram(['webkit2gtk-driver', 'xvfb'], () => existsSync(DRIVER) && existsSync(DISPLAY_SERVER)),
  async start() {
    const screen = ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp']
    const xvfb = TestProcess.program(DISPLAY_SERVER, screen, tmpdir())
    const [, display] = await xvfb.says(/^(\d+)$/m)
    const port = await freePort()
    const driver = TestProcess.program(DRIVER, [`--port=${port}`], tmpdir(), {
      DISPLAY: `:${display}`,
      LANGUAGE: 'en_US',
      // There is no graphics card.
      LIBGL_ALWAYS_SOFTWARE: '1',
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
    })
    const builder = new Builder().usingServer(`http://127.0.0.1:${port}`).forBrowser('MiniBrowser')
    // The driver may not listen yet.
    const session = await eventually(() => builder.build())
    return {
      page: new SeleniumPage(session),
      async [Symbol.asyncDispose]() {
        await session.quit()
        await driver[Symbol.asyncDispose]()
        await xvfb[Symbol.asyncDispose]()
      },
    }
  },
}
