import { LONGEST_SECONDS, secondsOf } from '../api/duration'
import type { DurablePolicy } from '../engine/host/durable-sessions'
import type { TaskFunction } from '../engine/tasks/applications'
import { codeVersionOf } from './modules/code-version'
import { configOf } from './options/app-config'

/**
 * The longest time that one of these applications keeps sessions that nobody comes back for, in seconds.
 * @param loadsLater others may be loaded when they are asked for: nobody knows yet how long they keep theirs
 */
export function keptSecondsOf(applications: Iterable<TaskFunction>, loadsLater: boolean): number {
  if (loadsLater) return LONGEST_SECONDS
  const kept = Array.from(applications, (app) => secondsOf(configOf(app).durable?.keep ?? 0) ?? 0)
  return Math.max(0, ...kept)
}

/** What holds for the durable sessions of an application. */
export function policyOf(app: TaskFunction | undefined): DurablePolicy {
  const config = configOf(app).durable ?? {}
  const { keep, hibernate_after, on_new_code: onNewCode = 'replay' } = config
  const { version = app ? codeVersionOf(app) : '' } = config
  return {
    version,
    onNewCode,
    ...(keep !== undefined && { keepSeconds: secondsOf(keep) ?? undefined }),
    ...(hibernate_after !== undefined && { hibernateSeconds: secondsOf(hibernate_after) ?? undefined }),
  }
}
