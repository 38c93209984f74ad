import { useEffect } from 'react'
import { useShownSession } from '../context/shown-session-context'
import { useViewOptions } from '../context/view-options'
import { useEnv } from '../hooks/use-shown-session'

/** On the stand-alone page, the title that the task sets. A host page's title is its own. */
export function DocumentTitle(): null {
  const { title } = useEnv(useShownSession())
  const { isStandAlone } = useViewOptions()
  useEffect(() => {
    if (isStandAlone && title !== undefined) document.title = title
  }, [isStandAlone, title])
  return null
}
