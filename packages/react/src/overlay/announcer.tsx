import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { useShownSession } from '../context/shown-session-context'
import { useFirstText } from '../context/texts-context'
import { useEnv } from '../hooks/use-shown-session'

/** An element with `ariaNotify`, if the browser supports it: it announces words without showing them. */
type Speaker = Element & { ariaNotify?: (words: string) => void }

/**
 * Tells screen readers about new outputs, and that the last form was sent. It is invisible. Browsers without `ariaNotify` are told how many outputs
 * are new: if their words were in the document twice, a search in the page would find them twice.
 */
export function Announcer(): ReactNode {
  const shown = useShownSession()
  const text = useFirstText()
  const { output_announcement = true } = useEnv(shown)
  const region = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!output_announcement) return
    return shown.elements.announcer.subscribe(({ text: words, count }) => {
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
  }, [shown, text, output_announcement])
  return <div ref={region} className="webio-visually-hidden webio-announcer" aria-live="polite" />
}
