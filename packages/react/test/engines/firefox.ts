import { existsSync } from 'node:fs'
import { folderWith, TestProcess } from '../../../core/test/cli/webio-process'
import { missingProgram } from '../../../core/test/support/debian'
import { BidiSession } from './bidi'
import type { EngineKind } from './engine'

const FIREFOX = '/usr/bin/firefox-esr'

/** A new profile: in English, and without calls home, which a closed network refuses. */
const PREFERENCES = {
  'intl.accept_languages': 'en-US',
  'app.normandy.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
}

/** Debian's Firefox, over WebDriver BiDi. */
export const FIREFOX_ESR: EngineKind = {
  name: 'Firefox',
  missing: () => missingProgram(['firefox-esr'], () => existsSync(FIREFOX)),
  async start() {
    const lines = Object.entries(PREFERENCES).map(
      (entry) => `user_pref(${JSON.stringify(entry).slice(1, -1)});`,
    )
    const profile = folderWith({ 'user.js': lines.join('\n') })
    const args = ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile.path]
    const firefox = TestProcess.program(FIREFOX, args, profile.path)
    const [, url] = await firefox.says(/WebDriver BiDi listening on (ws:\S+)/)
    const session = await BidiSession.start(`${url}/session`)
    return {
      page: session,
      async [Symbol.asyncDispose]() {
        await session.end()
        await firefox[Symbol.asyncDispose]()
        profile[Symbol.dispose]()
      },
    }
  },
}
