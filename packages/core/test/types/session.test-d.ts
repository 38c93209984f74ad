import type { Json, TaskFunction, TaskHandle } from '../../src/index'
import { defer_call, eval_js, on_event, register_thread, run_async, run_js } from '../../src/index'
import { same, typeOf } from './equal'

/** The types that the session functions return. */
export async function session(): Promise<void> {
  same<Awaited<ReturnType<typeof eval_js>>, Json>(true)
  const width = await eval_js<number>('innerWidth')
  typeOf(width).is<number>(true)
  // @ts-expect-error a function is not JSON
  await eval_js<() => void>('f')
  // @ts-expect-error nor is a date
  run_js('x', { at: new Date() })

  const task = run_async(async () => ({ n: 1 }))
  typeOf(task).is<TaskHandle<{ n: number }>>(true)
  const plain = run_async(() => 'a' as const)
  typeOf(await plain.result).is<'a'>(true)

  on_event('x', (data) => typeOf(data).is<Json>(true))
  const deferred = defer_call(() => 5)
  typeOf(deferred).is<() => number>(true)
  // @ts-expect-error a path is not a worker
  register_thread('./worker.js')
}

/** Parameters come from the page: they are JSON and may be missing. */
export const main: TaskFunction = ({ lang }) => typeOf(lang).is<Json | undefined>(true)
