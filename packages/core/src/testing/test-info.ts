import type { SessionInfo } from '../engine/session-info'

/** The values of `info` for a test's page. */
export const TEST_INFO: SessionInfo = {
  user_agent: {
    is_mobile: false,
    is_tablet: false,
    is_pc: true,
    is_touch_capable: false,
    is_bot: false,
    browser: { family: '', version: [], version_string: '' },
    os: { family: '', version: [], version_string: '' },
    device: { family: '', brand: '', model: '' },
    toString: () => '',
  },
  user_language: 'en',
  server_host: 'localhost',
  origin: '',
  user_ip: '127.0.0.1',
  backend: 'testing',
  protocol: 'memory',
  request: { url: '/', headers: {} },
  user: null,
}
