import { Console } from 'node:console'
import { getEventListeners } from 'node:events'
import process from 'node:process'
import {
  hold,
  logbox_append,
  put_logbox,
  put_text,
  redirect_stdout,
  run_shell,
  use_scope,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate, inSession, thrown, turn } from '../support/app'
import { signalProcess } from '../support/signal-process'

/** The result of the command, and its output. */
async function run(command: string): Promise<[code: number, text: string]> {
  let text = ''
  let code = -1
  const t = await open_app(async () => {
    code = await run_shell(command, { output: (piece) => (text += piece) })
  })
  await t.until(() => t.closed)
  return [code, text]
}

describe('run_shell', () => {
  it.each<[string, string, number, string]>([
    ['the output, including errors', 'echo out; echo err >&2', 0, 'out\nerr\n'],
    ['the exit code', 'exit 3', 3, ''],
    ['the signal that ended it', 'kill -TERM $$', 143, ''],
    ['a missing command', 'no-such-command-here 2>/dev/null', 127, ''],
    ['nothing to read', 'cat', 0, ''],
  ])('returns %s', async (_, command, code, text) => {
    const [given, printed] = await run(command)
    expect([given, printed.split('\n').sort()]).toEqual([code, text.split('\n').sort()])
  })

  it('passes on output while it runs, and never splits a character', async () => {
    const t = await open_app(async () => {
      put_logbox('log')
      const output = (text: string): void => logbox_append('log', text)
      await run_shell("printf '\\303'; sleep 0.05; printf '\\244\\n'; echo $NAME; cat", {
        output,
        env: { NAME: 'Ada' },
      })
      put_text('over')
    })
    await t.until(() => t.closed)
    expect(t.text()).toBe('ä\nAda\nover')
  })

  it('shows its output in the current scope by default', async () => {
    const t = await open_app(() => use_scope('s', () => run_shell('echo hello')))
    await t.until(() => t.closed)
    expect([t.text('s'), t.errors]).toEqual(['hello\n', []])
  })

  it('ends with the session, together with the processes it has started', async () => {
    let pid = 0
    let end = ''
    const t = await open_app(async () => {
      await run_shell('sleep 1000 & echo $!; wait', { output: (text) => (pid = Number(text)) }).catch(
        (error: Error) => (end = error.name),
      )
    })
    await t.until(() => pid > 0)
    expect(signalProcess(pid, 0)).toBe(true)
    await t.close()
    await t.until(() => !signalProcess(pid, 0))
    expect(end).toBe('SessionClosedException')
  })

  it('no longer listens to its signal when it has ended', async () => {
    const { signal } = new AbortController()
    const t = await open_app(() => run_shell('exit 0', { signal }))
    await t.until(() => t.closed)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it('ends when it is aborted, and rejects with the reason', async () => {
    const stop = new AbortController()
    const reason = new Error('enough')
    let pid = 0
    let end: unknown
    const t = await open_app(async () => {
      end = await run_shell('echo $$; sleep 1000', {
        output: (text) => (pid = Number(text)),
        signal: stop.signal,
      }).catch((error: unknown) => error)
      await run_shell('echo $$', { signal: stop.signal }).catch(() => put_text('not even started'))
      await hold()
    })
    await t.until(() => pid > 0)
    stop.abort(reason)
    await t.until(() => t.text() === 'not even started' && !signalProcess(pid, 0))
    expect(end).toBe(reason)
    await t.close()
  })

  it('rejects with the error of `output`', async () => {
    const error = new Error('mine')
    const t = await open_app(() =>
      run_shell('echo x; sleep 1000', {
        output() {
          throw error
        },
      }),
    )
    await t.until(() => t.closed)
    expect(t.errors).toEqual([error])
  })

  it('refuses a value that is not a command', async () => {
    expect(await inSession(() => thrown(() => run_shell(['ls'] as never)))).toBe(
      'TypeError: run_shell: command must be a string, not an array of 1.',
    )
  })
})

describe('redirect_stdout', () => {
  const { log } = new Console(process.stdout)
  const before = Object.getOwnPropertyDescriptor(process.stdout, 'write')
  const now = (): unknown => Object.getOwnPropertyDescriptor(process.stdout, 'write')

  it('two sessions never mix, no matter what they await, and standard output is restored', async () => {
    const gates = [new Gate(), new Gate()] as const
    const open = (index: 0 | 1): ReturnType<typeof open_app> =>
      open_app(async () => {
        {
          using _ = redirect_stdout((text) => put_text(index, text.trim()))
          log('one')
          await gates[index].promise
          await turn()
          log('two %s', 'three')
          process.stdout.write(new TextEncoder().encode('four\n'))
        }
        await hold()
      })
    const [ada, bob] = await Promise.all([open(0), open(1)])
    expect(now()).not.toEqual(before)
    gates[1].open()
    await turn()
    gates[0].open()
    await ada.until(() => ada.text().includes('four'))
    await bob.until(() => bob.text().includes('four'))
    expect([ada.text(), bob.text()]).toEqual(['0 one\n0 two three\n0 four', '1 one\n1 two three\n1 four'])
    expect(now()).toEqual(before)
    await ada.close()
    await bob.close()
  })

  it('output from outside the session is printed', async () => {
    const printed: string[] = []
    const real = process.stdout.write
    process.stdout.write = ((text: string) => printed.push(text) > 0) as never
    try {
      const t = await open_app(async () => {
        redirect_stdout((text) => {
          log('from the function itself')
          put_text(text.trim())
        })
        log('inside')
        await hold()
      })
      log('outside')
      expect([printed, t.text()]).toEqual([['from the function itself\n', 'outside\n'], 'inside'])
      await t.close()
    } finally {
      if (before) process.stdout.write = real
      else delete (process.stdout as { write?: unknown }).write
    }
  })

  it('nests, writes text inline in the scope in which it began, and ends with the session', async () => {
    const t = await open_app(async () => {
      use_scope('s', () => redirect_stdout())
      log('outer')
      const inner = redirect_stdout((text) => put_text('inner', text.trim()))
      log('x')
      inner.dispose()
      inner.dispose()
      log('again')
      await hold()
    })
    expect([t.text('s'), t.text()]).toEqual(['outer\n\nagain\n', 'outer\n\nagain\n\ninner x'])
    await t.close()
    expect(now()).toEqual(before)
  })

  it('an error of the function does not reach the code that prints', async () => {
    const error = new Error('mine')
    const t = await open_app(() => {
      using _ = redirect_stdout(() => {
        throw error
      })
      log('x')
      put_text('goes on')
    })
    expect([t.text(), t.errors]).toEqual(['goes on', [error]])
    expect(now()).toEqual(before)
  })

  it('refuses a value that is not a function', async () => {
    expect(await inSession(() => thrown(() => redirect_stdout('log' as never)))).toBe(
      'TypeError: redirect_stdout: output must be a function, not "log".',
    )
  })
})
