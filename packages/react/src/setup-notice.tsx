import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { useReport } from './hooks/use-report'
import { reportProblem } from './report-problem'
import type { Setup } from './session/setup'
import { setupProblem } from './session/setup'
import { Surface } from './surface'

/** Replaces a session that cannot start because of the props: a missing or invalid setting must not break the host page. */
export function SetupNotice({ setup }: { readonly setup: Setup }): ReactNode {
  const problem = String(setupProblem(setup))
  const text = `WebIO: ${problem}`
  const report = useReport()
  useEffect(() => {
    reportProblem(problem, setup)
    report({ code: 'no_endpoint', message: text })
  }, [report, problem, text, setup])
  return (
    <Surface>
      <div className="webio-notice" role="alert">
        {text}
      </div>
    </Surface>
  )
}
