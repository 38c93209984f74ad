import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { useShownSession } from '../context/shown-session-context'
import { useText } from '../context/texts-context'
import { useEnv } from '../hooks/use-shown-session'

/** Tells screen readers of new outputs, and that the last form was sent. Nobody sees it. */
export function Announcer(): ReactNode {
  const page = useShownSession()
  const text = useText()
  const { output_announcement = true } = useEnv(page)
  const region = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!output_announcement) return
    return page.elements.announcer.subscribe((announcement) => {
      const words =
        'text' in announcement
          ? announcement.text
          : text({ id: 'new_outputs', args: [String(announcement.count)] })
      // A new element each time: the same words twice are two announcements.
      const line = region.current?.ownerDocument.createElement('span')
      if (line) region.current?.replaceChildren(Object.assign(line, { textContent: words }))
    })
  }, [page, text, output_announcement])
  return <div ref={region} className="webio-visually-hidden" aria-live="polite" />
}
