import Link from 'next/link'
import { Command } from '../components/command'
import { LiveApp } from '../components/live-app'
import { Source, TaskSource } from '../components/source'
import { DEMOS } from '../lib/demos'
import { readSource } from '../lib/read-source'

/** Where the documentation begins for whom. */
const DOCS = [
  {
    href: '/docs',
    title: 'Guide',
    summary: 'From the first task to hosting. Its examples run in the page.',
  },
  {
    href: '/docs/recipes',
    title: 'Recipes',
    summary: 'Wizards, imports, tables with actions, chats: programs to start from.',
  },
  {
    href: '/docs/reference',
    title: 'Reference',
    summary: 'Every function, type and option, with an example.',
  },
  {
    href: '/docs/pywebio',
    title: 'Coming from PyWebIO',
    summary: 'Every function in Python and TypeScript, and what is different.',
  },
] as const

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
        <div className="hero-actions">
          <Link className="hero-start" href="/docs">
            Read the guide
          </Link>
          {/* Loaded as a whole, for its headers. */}
          <a href="/docs/playground">Open the playground</a>
          <Command text="npm create webio@latest" />
        </div>
      </header>

      <div className="pair even">
        <TaskSource app="hello" />
        <LiveApp app="hello" label="hello, running" />
      </div>

      <section className="section" aria-labelledby="reasons">
        <h2 id="reasons">Three reasons</h2>
        <ul className="reasons">
          <li>
            <h3>One function instead of three layers</h3>
            <p>
              No endpoint, no state management, no front-end code. TypeScript infers the
              type of every answer, and the server checks it.
            </p>
          </li>
          <li>
            <h3>Sessions that continue</h3>
            <p>
              After a dropped connection or a reload, everything is still there,
              including the open form. A <Link href="/docs/durable">durable</Link>{' '}
              session also survives a restart of the server.
            </p>
          </li>
          <li>
            <h3>A part of your site</h3>
            <p>
              A component in <Link href="/docs/react">React</Link>, a route in{' '}
              <Link href="/docs/next">Next.js</Link> on the same port, or a program of
              its own. Your components can replace any part.
            </p>
          </li>
        </ul>
      </section>

      <section className="section" aria-labelledby="gallery">
        <h2 id="gallery">What a function can do</h2>
        <p>Try them: each is running here, on the server of this site.</p>
        <ul className="gallery">
          {DEMOS.map(({ app, title, summary }) => (
            <li key={app}>
              <h3>
                <Link href={`/${app}`}>{title}</Link>
              </h3>
              <p>{summary}</p>
              <LiveApp app={app} label={`${title}, running`} />
            </li>
          ))}
        </ul>
      </section>

      <section className="section" aria-labelledby="read">
        <h2 id="read">Where to start</h2>
        <ul className="cards">
          {DOCS.map(({ href, title, summary }) => (
            <li key={href}>
              <Link href={href}>
                <h3>{title}</h3>
                <p>{summary}</p>
              </Link>
            </li>
          ))}
        </ul>
      </section>

      <section className="section" aria-labelledby="more">
        <h2 id="more">More to look at</h2>
        <ul className="cards">
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
