import type { Message, ViewerSpec } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { Button } from '../button'
import { useProvider } from '../context/provider-context'
import { useShownSession } from '../context/shown-session-context'
import { useText } from '../context/use-text'
import { aboveTopLayer } from '../dom/top-layer'
import { useSessionValue } from '../hooks/use-shown-session'
import type { ShownSession } from '../session/shown-session'

export interface ViewerLineProps {
  /** `above`: over everything on the viewport, since a popup or a layout of the host page's leaves no room. */
  readonly place: 'above' | 'component'
}

/** A thin line that says who else shows the session, and lets one who may do so take over. */
export function ViewerLine({ place }: ViewerLineProps): ReactNode {
  const shown = useShownSession()
  const { client } = useProvider('<WebIOApp>')
  const text = useText()
  const viewers = useSessionValue(shown, 'page', () => shown.session.tree.viewers)
  const mayDrive = useSessionValue(shown, 'page', () => shown.session.mayDrive)
  const hasHandedOver = useSessionValue(shown, 'page', () => shown.session.hasHandedOver)
  return (
    <div
      // Another place is another element: the top layer is not left by itself.
      key={place}
      ref={place === 'above' ? aboveTopLayer : undefined}
      className="webio-viewers"
      data-place={place}
    >
      <span role="status">{text(sayingOf(shown, viewers))}</span>
      {mayDrive && (
        <Button color="secondary" look={{ outline: true, small: true }} onClick={() => client.drive()}>
          {text({ id: hasHandedOver ? 'take_back' : 'take_over' })}
        </Button>
      )}
    </div>
  )
}

/** What is said of the others: of one by name, if the name is known. */
function sayingOf({ session }: ShownSession, viewers: readonly ViewerSpec[]): Message {
  const others = viewers.filter(({ id }) => id !== session.viewer)
  if (session.role === 'driver') {
    const [only] = others
    if (others.length === 1 && only?.name !== undefined) return { id: 'watched_name', args: [only.name] }
    return { id: 'watched', args: [others.length] }
  }
  const name = others.find(({ role }) => role === 'driver')?.name
  const stem = session.hasHandedOver ? 'handed_over' : 'observing'
  return name === undefined ? { id: stem } : { id: `${stem}_name`, args: [name] }
}
