import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { useReport } from './hooks/use-report'
import { reportProblem } from './report-problem'
import { Surface } from './surface'

const TEXT =
  'WebIO: this component has no endpoint yet. Give it endpoint, task or session, and only one of them.'

/** Replaces a session while the props do not name its task: a missing setting must not break the host page. */
export function SetupNotice(): ReactNode {
  const report = useReport()
  useEffect(() => {
    reportProblem(TEXT, undefined)
    report({ code: 'no_endpoint', message: TEXT })
  }, [report])
  return (
    <Surface>
      <div className="webio-notice" role="alert">
        {TEXT}
      </div>
    </Surface>
  )
}
