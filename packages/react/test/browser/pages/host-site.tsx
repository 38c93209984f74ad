import { WebIOApp, WebIOForms, WebIOProvider, WebIOScope } from '@webio/react'
import type { ReactNode } from 'react'
import { StrictMode } from 'react'

/** A user's site: plain elements, two applications, and a third one whose scopes the site places itself. */
export function HostSite({ isLive }: { readonly isLive: boolean }): ReactNode {
  return (
    <StrictMode>
      <div id="host" style={{ height: 700, overflow: 'hidden' }}>
        <h1>Host</h1>
        <h2>of applications</h2>
        <p>
          A paragraph with <a href="#there">a link</a>, <code>code</code> and <b>bold</b>.
        </p>
        <button type="button">A button</button>
        <input aria-label="Own" defaultValue="own" />
        <textarea aria-label="Longer" />
        <select aria-label="Choice">
          <option>one</option>
        </select>
        <label>
          <input type="checkbox" /> tick
        </label>
        <ul>
          <li>first</li>
        </ul>
        <table>
          <thead>
            <tr>
              <th>head</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>cell</td>
            </tr>
          </tbody>
        </table>
        <pre>pre</pre>
        <details>
          <summary>more</summary>
        </details>
      </div>
      {isLive && <Applications />}
    </StrictMode>
  )
}

function Applications(): ReactNode {
  return (
    <>
      <section id="first">
        <WebIOApp endpoint="/webio" app="first" keepAlive={0} />
      </section>
      <section id="second">
        <WebIOApp endpoint="/webio" app="second" keepAlive={0} theme="dark" fallback={<i>Loading</i>} />
      </section>
      <WebIOProvider endpoint="/webio" app="third" keepAlive={0}>
        <aside>
          <WebIOScope name="sidebar" />
        </aside>
        <main>
          <WebIOScope name="ROOT" />
          <WebIOForms />
        </main>
      </WebIOProvider>
    </>
  )
}
