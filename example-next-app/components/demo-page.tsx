import { demo } from '../lib/demos'
import { RunningApp } from './running-app'
import { TaskSource } from './source'

/** A page with one application and its source. */
export function DemoPage({ app }: { app: string }) {
  const { title, summary } = demo(app)
  return (
    <main className="page">
      <header className="intro">
        <h1>{title}</h1>
        <p>{summary}</p>
      </header>
      <div className="pair">
        <RunningApp app={app} label={`${title}, running`} />
        <TaskSource app={app} />
      </div>
      <p className="aside">
        The same application <a href={`/webio?app=${app}`}>on a separate page</a>.
      </p>
    </main>
  )
}
