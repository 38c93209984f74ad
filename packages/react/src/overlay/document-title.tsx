import { useEffect } from 'react'
import { useShownSession } from '../context/shown-session-context'
import { useViewOptions } from '../context/view-options'
import { useEnv } from '../hooks/use-shown-session'

/** Sets the task's title on the stand-alone page. A host page keeps its own title. */
export function DocumentTitle(): null {
  const { title } = useEnv(useShownSession())
  const { isStandAlone } = useViewOptions()
  useEffect(() => {
    if (isStandAlone && title !== undefined) document.title = title
  }, [isStandAlone, title])
  return null
}
