import type { SessionInfo, SessionRequest, UserAgent } from '../session-info'

const NO_BROWSER = { family: '', version: [], version_string: '' } as const

const UNKNOWN: SessionInfo = {
  user_agent: {
    is_mobile: false,
    is_tablet: false,
    is_pc: false,
    is_touch_capable: false,
    is_bot: false,
    browser: NO_BROWSER,
    os: NO_BROWSER,
    device: { family: '', brand: '', model: '' },
    toString: () => '',
  },
  user_language: '',
  server_host: '',
  origin: '',
  user_ip: '',
  backend: '',
  protocol: '',
  request: { url: '', headers: {} },
  user: null,
}

/** `info` of a session that is there before its page. Everything is empty until that has come. */
export class LateSessionInfo implements SessionInfo {
  #known = UNKNOWN

  /** The page has come. */
  tell(info: SessionInfo): void {
    this.#known = info
  }

  get user_agent(): UserAgent {
    return this.#known.user_agent
  }

  get user_language(): string {
    return this.#known.user_language
  }

  get server_host(): string {
    return this.#known.server_host
  }

  get origin(): string {
    return this.#known.origin
  }

  get user_ip(): string {
    return this.#known.user_ip
  }

  get backend(): string {
    return this.#known.backend
  }

  get protocol(): string {
    return this.#known.protocol
  }

  get request(): SessionRequest {
    return this.#known.request
  }

  get user(): unknown {
    return this.#known.user
  }
}
