import { useEffect } from 'react'
import { usePage } from '../context/page-context'
import { useViewOptions } from '../context/view-options'
import { useEnv } from '../store/use-session'

/** On the stand-alone page, the title that the task sets. A host page's title is its own. */
export function DocumentTitle(): null {
  const { title } = useEnv(usePage())
  const { isStandAlone } = useViewOptions()
  useEffect(() => {
    if (isStandAlone && title !== undefined) document.title = title
  }, [isStandAlone, title])
  return null
}
