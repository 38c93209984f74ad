import Link from 'next/link'
import { RunningApp } from '../components/running-app'
import { Source, TaskSource } from '../components/source'
import { DEMOS } from '../lib/demos'
import { readSource } from '../lib/read-source'

export default async function Home() {
  return (
    <main className="page">
      <header className="hero">
        <h1>A page that is a function</h1>
        <p>
          Write what should happen, from top to bottom. <code>put_text</code> shows
          something, <code>await input</code> waits for an answer. The function runs on
          the server; the page keeps up with it.
        </p>
      </header>

      <div className="pair even">
        <TaskSource app="hello" />
        <RunningApp app="hello" label="hello, running" />
      </div>

      <section className="section" aria-labelledby="more">
        <h2 id="more">What a function can do</h2>
        <ul className="cards">
          {DEMOS.map(({ app, title, summary }) => (
            <li key={app}>
              <Link href={`/${app}`}>
                <h3>{title}</h3>
                <p>{summary}</p>
              </Link>
            </li>
          ))}
          <li>
            <Link href="/embed">
              <h3>Embed</h3>
              <p>
                Two applications as components of an ordinary React page, which stays as
                it is.
              </p>
            </Link>
          </li>
          <li>
            <Link href="/tour">
              <h3>Tour</h3>
              <p>Every function, running, with its source next to it.</p>
            </Link>
          </li>
          <li>
            <a href="/webio">
              <h3>All applications</h3>
              <p>The plugin’s own page: every application, without a line of React.</p>
            </a>
          </li>
        </ul>
      </section>

      <section className="section" aria-labelledby="setup">
        <h2 id="setup">All the set-up there is</h2>
        <p>
          The plugin adds one route to the site. Tasks share the site’s modules, its
          port and its deployment.
        </p>
        <div className="pair even">
          <Source name="next.config.ts" text={await readSource('next.config.ts')} />
          <Source name="webio.ts" text={await readSource('webio.ts')} />
        </div>
      </section>
    </main>
  )
}
