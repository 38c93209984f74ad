import type { Json, TaskFunction, TaskHandle } from '../../src/index'
import {
  defer_call,
  eval_js,
  on_event,
  on_message,
  register_thread,
  run_async,
  run_js,
} from '../../src/index'
import { typeOf } from './equal'

/** TypeScript does not assign interfaces to types with an index signature. */
interface Size {
  width: number
}
declare const size: Size

/** The types that the session functions return. */
export async function session(): Promise<void> {
  typeOf(await eval_js('innerWidth')).is<Json>(true)
  const width = await eval_js<number>('innerWidth')
  typeOf(width).is<number>(true)
  typeOf(await eval_js<Size>('({ width: innerWidth })')).is<Size>(true)
  // @ts-expect-error a function is not JSON
  await eval_js<() => void>('f')
  // @ts-expect-error nor is a date
  await eval_js<Date>('new Date()')
  // @ts-expect-error nor is an object that contains one
  await eval_js<{ at: Date }>('({ at: new Date() })')
  run_js('resizeTo(width, 0)', size)
  await eval_js('width * 2', size)
  // @ts-expect-error nor is a date
  run_js('x', { at: new Date() })

  const task = run_async(async () => ({ n: 1 }))
  typeOf(task).is<TaskHandle<{ n: number }>>(true)
  const plain = run_async(() => 'a' as const)
  typeOf(await plain.result).is<'a'>(true)

  on_message<Size>('size', (data) => typeOf(data).is<Size>(true))
  // @ts-expect-error nor do messages hold functions
  on_message<() => void>('size', () => {})

  on_event('x', (data) => typeOf(data).is<Json>(true))
  const deferred = defer_call(() => 5)
  typeOf(deferred).is<() => number>(true)
  // @ts-expect-error a path is not a worker
  register_thread('./worker.js')
}

/** Parameters come from the page: they are JSON and may be missing. */
export const main: TaskFunction = ({ lang }) => typeOf(lang).is<Json | undefined>(true)
