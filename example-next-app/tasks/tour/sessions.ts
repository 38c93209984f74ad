import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import {
  actions,
  closed_signal,
  defer_call,
  emit,
  eval_js,
  go_app,
  info,
  input,
  local,
  on_event,
  on_message,
  put_button,
  put_buttons,
  put_component,
  put_progressbar,
  put_table,
  put_text,
  register_thread,
  run_async,
  run_js,
  toast,
} from '@webio/core'
import { sessions } from '@webio/next-plugin/server'

/** run_async: a concurrent task with a handle. Closing the handle ends the task at its next call; `result` is what it returned. */
export function tasks() {
  const counter = put_text('0')
  const count = run_async(async () => {
    for (let n = 1; n <= 60; n++) {
      await sleep(500)
      counter.update({ text: n })
    }
    return 'It reached its end.'
  })
  put_button('Stop', () => count.close())
  count.result.then(put_text, () => put_text('It was stopped.'))
}

/** Promise.all: several forms at once. The newest is on top, and the one below keeps what was typed. */
export async function forms() {
  const [tea, cups] = await Promise.all([
    input('Which tea?', { required: true }),
    input('How many cups?', { type: 'number', value: 2, required: true }),
  ])
  put_text(`${cups} cups of ${tea}.`)
}

/** register_thread: a worker thread that uses the page as the task does. It computes without a pause, and the page stays responsive. */
export function thread() {
  const program = `
    const { put_text, set_progressbar } = require('@webio/core')
    let found = 0
    for (let n = 2; n <= 300_000; n++) {
      let divisor = 2
      while (divisor * divisor <= n && n % divisor > 0) divisor++
      if (divisor * divisor > n) found++
      if (n % 3000 === 0) set_progressbar('primes', n / 300_000)
    }
    put_text(found + ' primes below 300,000.')`
  put_progressbar('primes', { label: 'Looking for primes' })
  put_button('Still there?', () => toast('Of course.'))
  register_thread(new Worker(program, { eval: true }))
}

/** eval_js, run_js: scripts in the page, with arguments. A promise is awaited there, and an error thrown by an expression rejects here. */
export async function scripts() {
  put_text(await eval_js('a + b', { a: 40, b: 2 }))
  put_text(await eval_js('fetch("/icon.svg").then((answer) => answer.status)'))
  await eval_js('teapot.pour()').catch((error) => put_text(error.message))
  put_button('Mark the heading', () =>
    run_js('document.querySelector(selector).style.color = color', {
      selector: '#scripts-heading',
      color: 'teal',
    }),
  )
}

/** info, local: what is known about the visitor, and an object for this session. */
export function visitor() {
  const { user_agent, user_language, protocol } = info
  const { family, version_string } = user_agent.browser
  put_table([
    ['What', 'Reported by the browser'],
    ['Browser', `${family} ${version_string}`],
    ['System', user_agent.os.family],
    ['Language', user_language || 'not reported'],
    ['Protocol', protocol],
  ])
  local.clicks = 0
  put_button('Count in local', () => {
    local.clicks = Number(local.clicks) + 1
    put_text(`${local.clicks} in this session`)
  })
}

/** emit, on_event: events to the surrounding page, and from it. The bell is a component of this site that calls `useWebIO().send`. */
export function events() {
  put_component('Bell', { label: 'Ring the task' })
  on_event('ring', (data) => {
    put_text(`The page rang: ${JSON.stringify(data)}`)
    emit('answer', 'The task has received it.')
  })
}

/** sessions, session.send: a timer, a route handler or a queue can reach all open pages. Try it with a second window. */
export function everybody() {
  put_text('A gong sounds in every window.')
  on_message('gong', () => put_text('Gong!'))
  put_button('Ring the gong', () => setTimeout(ring, 500))

  function ring() {
    for (const session of sessions({ app: 'tour_sessions' }))
      session.send('gong', null)
  }
}

/** defer_call, closed_signal: a session ends when its tasks have ended. Then deferred functions run, and pending waits stop. */
export async function end() {
  put_text(`Sessions that have ended here: ${ended.count}`)
  defer_call(() => ended.count++)
  const ticking = setInterval(() => put_text('tick', { inline: true }), 1000)
  closed_signal().addEventListener('abort', () => clearInterval(ticking))
  await actions('What now?', ['End this session'])
  put_text('This was the last line.')
}

const ended = { count: 0 }

/** An error: an error in a callback is reported in one neutral sentence and logged on the server. The session continues. */
export function errors() {
  put_button('Fail', () => {
    throw new Error('The pot fell down on purpose.')
  })
}

/** go_app: another application, in this window or in a new one. The browser’s back button returns here. */
export function go() {
  put_buttons(
    [
      { label: 'In this window', value: false },
      { label: 'In a new window', value: true },
    ],
    (new_window) => go_app('hello', { new_window }),
  )
}
