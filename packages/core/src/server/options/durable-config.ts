import type { Rule } from '../../api/arguments'
import { isPlainObject } from '../../api/arguments'
import { secondsOf } from '../../api/duration'
import type { OnNewCode } from '../../engine/host/durable-sessions'

/** How the durable sessions of an application are kept. It has no effect without the server's option `durable`. */
export interface DurableConfig {
  /**
   * How long a session waits for its page: seconds, or a text such as `30m`, `12h` or `7d`, at most 24 days.
   * @default the server's `reconnect_timeout`; at least one hour if the server is replaced meanwhile
   */
  readonly keep?: number | string | undefined
  /**
   * How long a session without a page stays in memory: seconds, or a text as for `keep`. Then its memory is freed, and its page can still resume it
   * during `keep`. A session stays in memory while a step runs or a `sleep` or `timeout` has not passed; so do sessions with `on_new_code: 'keep'`.
   * @default as long as it waits for its page
   */
  readonly hibernate_after?: number | string | undefined
  /**
   * What happens to sessions that older code has recorded. `replay` continues them at the same `await`; if the new code does something else, it acts
   * like `refill`: the task begins again, and each form opens with its earlier answer. `end` ends them. `keep` leaves them to the process that has
   * them, which ends with the last of them, and new sessions start in other processes. It needs several processes: `webio FILE --workers N`, or the
   * server's `cluster` and `cluster_secret`.
   * @default 'replay'
   */
  readonly on_new_code?: OnNewCode | undefined
  /**
   * Names this version of the code, such as a commit.
   * @default a hash of the file that `webio FILE` or `path_deploy` has loaded, or of the program that calls `start_server`, including all its imports,
   * and the versions of packages. In a Next.js site, the BUILD_ID. If there is no such file, a hash of the function's own source
   */
  readonly version?: string | undefined
}

const MODES: readonly unknown[] = ['replay', 'refill', 'keep', 'end'] satisfies OnNewCode[]
const NAMES = ['keep', 'hibernate_after', 'on_new_code', 'version']

export const DURABLE_CONFIG: Rule = {
  must:
    'an object { keep, hibernate_after, on_new_code, version }: keep and hibernate_after are seconds above 0 or a text such as "12h" or "7d", 24 days at most; ' +
    'on_new_code is "replay", "refill", "keep" or "end"; version is a text',
  kind: isPlainObject,
  bounds: (value: DurableConfig) => {
    const { keep, hibernate_after, on_new_code, version } = value
    return (
      Object.keys(value).every((name) => NAMES.includes(name)) &&
      (keep === undefined || secondsOf(keep) !== null) &&
      (hibernate_after === undefined || secondsOf(hibernate_after) !== null) &&
      (on_new_code === undefined || MODES.includes(on_new_code)) &&
      (version === undefined || typeof version === 'string')
    )
  },
}
