import type { MessagePort } from 'node:worker_threads'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import {
  clear,
  closed_signal,
  defer_call,
  emit,
  eval_js,
  flush,
  get_scope,
  hold,
  info,
  input,
  input_group,
  on_event,
  put_button,
  put_column,
  put_datatable,
  put_input,
  put_row,
  put_text,
  set_progressbar,
  toast,
  use_scope,
} from '@webio/core'

/** The scenarios of a test's worker, by name. */
const SCENARIOS: Record<string, () => unknown> = {
  shows() {
    put_text('from the thread', get_scope(), info.user_ip)
    use_scope('main', () => put_row([put_text('in a scope'), put_text('of the task')]))
    use_scope('own', () => put_text('in a scope of its own'))
    emit('told', { n: 1 })
    toast('a toast')
  },
  computes() {
    put_text('computing')
    let value = 0
    do {
      set_progressbar('bar', (value += 1e-6))
      computeFor(5)
    } while (!receiveMessageOnPort(parentPort as MessagePort))
    set_progressbar('bar', 1)
    put_text('computed')
  },
  async asks() {
    const name = await input('Name', {
      required: true,
      validate: (value) => (value === 'Eve' ? 'not you' : null),
    })
    put_text('Hello', name)
    const { a } = await input_group('Group', [input('A', { name: 'a' })])
    put_text('A', a)
    put_text('width', await eval_js('innerWidth'))
    await flush()
    parentPort?.postMessage('flushed')
  },
  reads() {
    put_datatable(
      async ({ offset, signal }) => {
        if (offset > 0) await new Promise((resolve) => signal.addEventListener('abort', resolve))
        parentPort?.postMessage(`${offset} ${signal.aborted ? 'aborted' : 'read'}`)
        return { rows: [{ id: `row ${offset}` }], total: 9 }
      },
      { column_order: ['id'], id_field: 'id', onselect: (row) => put_text(`selected ${row}`) },
    )
  },
  rows() {
    put_datatable(
      async ({ offset, signal }) => {
        if (offset === 8) throw new Error('no row 8')
        if (offset === 100) {
          parentPort?.postMessage('waits')
          await new Promise((resolve) => signal.addEventListener('abort', resolve))
          parentPort?.postMessage('aborted')
        }
        return { rows: [{ id: `row ${offset}` }], total: 9 }
      },
      { column_order: ['id'], id_field: 'id' },
    )
  },
  calls() {
    let n = 0
    put_button('count', () => put_text(`count ${++n}`))
    put_button('fails', () => {
      throw new Error('in a callback of the thread')
    })
    on_event('ping', (data) => put_text('ping', data))
    put_button('clear', () => clear())
  },
  pins() {
    on_event('again', () => put_input('x', { onchange: (value) => put_text('again', value) }))
    put_column([put_input('x', { onchange: (value) => put_text('thread', value) })])
  },
  async settles() {
    put_input('x', { onchange: (value) => put_text('changed to', value) })
    await input_group('Group', [
      input('A', { name: 'a', action: ['Set', (set_value: (value: string) => void) => set_value('set')] }),
    ])
  },
  fails() {
    put_text('before')
    throw new Error('in the thread')
  },
  async ends() {
    defer_call(() => parentPort?.postMessage('deferred'))
    closed_signal().addEventListener('abort', () => parentPort?.postMessage('aborted'))
    const waited = input('Name').catch((error: unknown) => parentPort?.postMessage((error as Error).name))
    await hold()
    await waited
    put_text('too late')
  },
  computesOn() {
    for (;;) {
      put_text('still here')
      computeFor(10)
    }
  },
}

function computeFor(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

void SCENARIOS[workerData as string]?.()
