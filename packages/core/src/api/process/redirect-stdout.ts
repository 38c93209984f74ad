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

/** Where the output of a session goes. */
interface Redirect {
  readonly output: (text: string) => unknown
  readonly scope: ScopeFrame
  readonly decoder: { decode(chunk: Uint8Array, options: { readonly stream: true }): string }
}

const DISPOSE: typeof Symbol.dispose = Symbol.dispose ?? (Symbol.for('Symbol.dispose') as never)

/** The redirections of each session, the newest last. */
const redirects = new Map<Session, Redirect[]>()

/** Standard output as it was, and what stands in its place. */
let replaced: { readonly own: PropertyDescriptor | undefined; readonly write: TextStream['write'] } | null =
  null

/** Something is being handed over: what the author's function prints goes to the terminal. */
let isHandingOver = false

/**
 * Hands over what this session prints, by `console.log` and all else that writes to standard output, instead of printing it: in whatever function
 * of the session it is printed, after any `await`. Other sessions, and code outside of sessions, print as before. Redirections nest: the newest
 * counts. Node only.
 *
 * @param output called with each piece of text, in the scope that is current now. What it prints itself goes to the terminal. @default shows it
 * by `put_text`, inline
 * @returns what ends it; the end of the session does, too
 * @throws TypeError if `output` is no function; Error outside of Node
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

/** Puts a `write` in the place of the stream's own that looks whose text it is. */
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

/** Puts back what was there, unless somebody else has replaced it since: they call ours, which then hands everything on. */
function restore(stdout: TextStream): void {
  if (!replaced || stdout.write !== replaced.write) return
  const { own } = replaced
  replaced = null
  if (own) Object.defineProperty(stdout, 'write', own)
  else delete (stdout as Partial<TextStream>).write
}
