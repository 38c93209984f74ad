import type { Session } from '../../engine/session'
import type { ScopeFrame } from '../../engine/tasks/scope-stack'
import { contextIfAny, derivedContext, runInContext } from '../../engine/task-context'
import { checkArgument } from '../arguments'
import { liveContext } from '../live-context'
import { put_text } from '../output/put-text'
import type { TextStream } from './node-modules'
import { nodeProcess } from './node-modules'

const CALLER = 'redirect_stdout'

/** Ends what `redirect_stdout` began, at the end of a `using` block or by `dispose()`. */
export interface Redirection {
  dispose(): void
  [Symbol.dispose](): void
}

/** The destination of a session's output. */
interface Redirect {
  readonly output: (text: string) => unknown
  readonly scope: ScopeFrame
  readonly decoder: { decode(chunk: Uint8Array, options: { readonly stream: true }): string }
}

const DISPOSE: typeof Symbol.dispose = Symbol.dispose ?? (Symbol.for('Symbol.dispose') as never)

/** The redirections of each session, the newest last. */
const redirects = new Map<Session, Redirect[]>()

/** The original standard output and its replacement. */
let replaced: { readonly own: PropertyDescriptor | undefined; readonly write: TextStream['write'] } | null =
  null

/** Output is being passed on: anything that the author's function prints goes to the terminal. */
let isHandingOver = false

/**
 * Redirects the output of this session (`console.log` and all other writes to standard output) to a function, in every function of the session and
 * after any `await`. Other sessions, and code outside sessions, print as before. Redirections nest: the newest applies. Node only.
 *
 * @param output called with each piece of text, in the scope that is current now. Its own output goes to the terminal. @default shows the text with
 * `put_text`, inline
 * @returns a handle that ends the redirection; the end of the session also ends it
 * @throws TypeError if `output` is not a function; Error outside Node
 * @example
 * put_logbox('log')
 * using _ = redirect_stdout((text) => logbox_append('log', text))
 * await oldScript()
 */
export function redirect_stdout(output: (text: string) => unknown = putInline): Redirection {
  const { session, scope } = liveContext(CALLER)
  checkArgument(CALLER, 'output', output, 'function')
  const { stdout } = nodeProcess(CALLER)
  const redirect: Redirect = { output, scope, decoder: new TextDecoder() }
  redirects.set(session, [...(redirects.get(session) ?? []), redirect])
  if (!replaced) replace(stdout)
  const forget = session.onClose(() => dispose())
  const dispose = (): void => {
    forget()
    const left = (redirects.get(session) ?? []).filter((other) => other !== redirect)
    if (left.length > 0) redirects.set(session, left)
    else redirects.delete(session)
    if (redirects.size === 0) restore(stdout)
  }
  return { dispose, [DISPOSE]: dispose } as Redirection
}

function putInline(text: string): void {
  put_text(text, { inline: true })
}

/** Replaces the stream's `write` with one that checks which session is printing. */
function replace(stdout: TextStream): void {
  const own = Object.getOwnPropertyDescriptor(stdout, 'write')
  const original = stdout.write
  const write: TextStream['write'] = (chunk, ...rest) => {
    const context = isHandingOver ? undefined : contextIfAny()
    const redirect = context && redirects.get(context.session)?.at(-1)
    if (!context || !redirect || context.session.isClosed || context.task.closed)
      return original.call(stdout, chunk, ...rest)
    isHandingOver = true
    try {
      const text = typeof chunk === 'string' ? chunk : redirect.decoder.decode(chunk, { stream: true })
      runInContext(derivedContext(context, { scope: redirect.scope }), () => redirect.output(text))
    } catch (error) {
      context.session.log.ignored('the function given to redirect_stdout', error)
    } finally {
      isHandingOver = false
    }
    const done = rest.at(-1)
    if (typeof done === 'function') queueMicrotask(() => (done as () => void)())
    return true
  }
  stdout.write = write
  replaced = { own, write }
}

/** Restores the original, unless other code has replaced it since: that code calls our function, which then passes everything on. */
function restore(stdout: TextStream): void {
  if (!replaced || stdout.write !== replaced.write) return
  const { own } = replaced
  replaced = null
  if (own) Object.defineProperty(stdout, 'write', own)
  else delete (stdout as Partial<TextStream>).write
}
