import Bowser from 'bowser'
import type { UserAgent } from '../../engine/session-info'

/** Parses a User-Agent header. Unknown parts are empty strings. */
export function parseUserAgent(header: string): UserAgent {
  // Bowser throws for an empty text.
  const { browser, os, platform } = Bowser.parse(header || ' ')
  const type = platform.type ?? ''
  return {
    is_mobile: type === 'mobile',
    is_tablet: type === 'tablet',
    is_pc: type === 'desktop',
    is_touch_capable: type === 'mobile' || type === 'tablet',
    is_bot: type === 'bot',
    browser: part(browser.name, browser.version),
    os: part(os.name, os.version),
    device: { family: platform.model ?? '', brand: platform.vendor ?? '', model: platform.model ?? '' },
    toString: () => header,
  }
}

function part(family = '', version = ''): UserAgent['browser'] {
  const numbers = version.match(/\d+/g) ?? []
  return { family, version: numbers.map(Number), version_string: version }
}
