import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { useShownSession } from '../context/shown-session-context'
import { useText } from '../context/texts-context'
import { useEnv } from '../hooks/use-shown-session'

/** An element through which a browser speaks without showing the words (`ariaNotify`), if it can. */
type Speaker = Element & { ariaNotify?: (words: string) => void }

/**
 * Tells screen readers of new outputs, and that the last form was sent. Nobody sees it. Browsers without `ariaNotify` are told how many outputs
 * are new: their words must not be in the document twice, or a search in the page finds them twice.
 */
export function Announcer(): ReactNode {
  const page = useShownSession()
  const text = useText()
  const { output_announcement = true } = useEnv(page)
  const region = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!output_announcement) return
    return page.elements.announcer.subscribe(({ text: words, count }) => {
      const speaker: Speaker | null = region.current
      if (!speaker) return
      const summary =
        count === 1 ? text({ id: 'new_output' }) : text({ id: 'new_outputs', args: [String(count)] })
      if (speaker.ariaNotify) return speaker.ariaNotify(words ?? summary)
      // A new element each time: the same words twice are two announcements.
      const line = speaker.ownerDocument.createElement('span')
      line.textContent = count === 0 ? (words ?? '') : summary
      speaker.replaceChildren(line)
    })
  }, [page, text, output_announcement])
  return <div ref={region} className="webio-visually-hidden webio-announcer" aria-live="polite" />
}
