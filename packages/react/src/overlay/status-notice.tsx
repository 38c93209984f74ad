import type { CloseReason, FirstMessageId, FirstMessageRef, PageFailureCode } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useCallback, useSyncExternalStore } from 'react'
import { Button } from '../button'
import { failureMessage } from '../session/failure-message'
import { useShownSession } from '../context/shown-session-context'
import { useProvider } from '../context/provider-context'
import { useFirstText } from '../context/texts-context'
import { useServices } from '../context/services'
import { useClosed, useFailure, useStatus } from '../hooks/use-shown-session'

type Remedy = 'start_anew' | 'retry' | 'reload'

const REMEDIES: { readonly [Code in PageFailureCode]?: Remedy } = {
  session_gone: 'start_anew',
  session_lost: 'start_anew',
  taken_over: 'start_anew',
  event_gap: 'start_anew',
  bad_message: 'start_anew',
  server_full: 'retry',
  unauthorized: 'retry',
  version_mismatch: 'reload',
}

/** What a person is told about an end. There is nothing to tell if the task has finished, or if the host page ended the session. */
const ENDS: { readonly [Reason in CloseReason]?: FirstMessageId } = {
  failed: 'internal_error',
  expired: 'session_expired',
  shutdown: 'server_stopped',
}

/** Explains in a sentence why the session cannot continue, and offers what can be done. Empty while the session can continue. */
export function StatusNotice(): ReactNode {
  const { client } = useProvider('<WebIOForms>')
  const text = useFirstText()
  const { isUnreachable, reason } = useReachability()
  const ended = useEnd()
  const isStrained = useIsStrained()
  if (isUnreachable) {
    const retry = (): void => client.reachability.retry()
    return (
      <Notice
        text={text({ id: 'connect_fail' })}
        detail={reason}
        action={text({ id: 'retry' })}
        onAction={retry}
      />
    )
  }
  if (!ended) return isStrained ? <Notice text={text({ id: 'too_busy' })} /> : null
  const { message, remedy } = ended
  const act = (): void => (remedy === 'reload' ? location.reload() : client.restart())
  return (
    <Notice
      text={text(message)}
      // What somebody else has shared cannot be started again here.
      action={remedy && !(client.isShared && remedy === 'start_anew') && text({ id: remedy })}
      onAction={act}
    />
  )
}

interface NoticeProps {
  readonly text: string
  /** The server's own explanation. */
  readonly detail?: string | undefined
  readonly action?: string | false | undefined
  readonly onAction?: () => void
}

function Notice({ text, detail, action, onAction }: NoticeProps): ReactNode {
  const { focus } = useServices()
  const ref = useCallback(
    (element: Element | null) => (element ? () => focus.leaving(element) : undefined),
    [focus],
  )
  return (
    <div ref={ref} className="webio-notice" role="status">
      <span>
        {text}
        {detail && <span className="webio-notice-detail">{detail}</span>}
      </span>
      {action && (
        <Button color="secondary" look={{ outline: true, small: true }} onClick={onAction}>
          {action}
        </Button>
      )}
    </div>
  )
}

interface End {
  readonly message: FirstMessageRef
  readonly remedy?: Remedy | undefined
}

/** How the session ended, if a person should be told. */
function useEnd(): End | null {
  const shown = useShownSession()
  const isClosed = useStatus(shown) === 'closed'
  const closed = useClosed(shown)
  const failure = useFailure(shown)
  if (!isClosed) return null
  if (failure) return { message: failureMessage(failure), remedy: REMEDIES[failure] }
  const id = closed && ENDS[closed.reason]
  return id ? { message: { id }, remedy: 'start_anew' } : null
}

/** True for a moment after the session refused something because it was too busy. */
function useIsStrained(): boolean {
  const { strain } = useShownSession()
  return useSyncExternalStore(
    strain.subscribe,
    () => strain.isShown,
    () => false,
  )
}

function useReachability(): { readonly isUnreachable: boolean; readonly reason: string | undefined } {
  const { reachability } = useProvider('<WebIOForms>').client
  const subscribe = useCallback((listener: () => void) => reachability.subscribe(listener), [reachability])
  const readUnreachable = (): boolean => reachability.isUnreachable
  const readReason = (): string | undefined => reachability.reason
  const isUnreachable = useSyncExternalStore(subscribe, readUnreachable, readUnreachable)
  const reason = useSyncExternalStore(subscribe, readReason, readReason)
  return { isUnreachable, reason }
}
