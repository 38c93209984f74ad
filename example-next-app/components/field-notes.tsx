import Link from 'next/link'
import type { ReactNode } from 'react'

/** Ordinary content of a site, with room for two applications. A test compares it with the page that has none. */
export function FieldNotes({
  poll,
  feedback,
  other,
}: {
  poll?: ReactNode
  feedback?: ReactNode
  other: ReactNode
}) {
  return (
    <main className="page">
      <header className="intro">
        <h1>Embed</h1>
        <p>
          This is an ordinary React page. Two applications sit in it as components; its
          own headings, tables and buttons look as they did before. {other}
        </p>
      </header>
      <div className="notes">
        <article className="prose" data-host>
          <h2>Notes from the tea kitchen</h2>
          <p>
            A good pot takes <strong>four minutes</strong>. The rest is a matter of
            taste, so ask the people who drink it: <Link href="/live">live</Link>, on
            the page where they read about it.
          </p>
          <table>
            <thead>
              <tr>
                <th>Tea</th>
                <th>Water</th>
                <th>Time</th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <td>Green</td>
                <td>75 °C</td>
                <td>2 min</td>
              </tr>
              <tr>
                <td>Black</td>
                <td>100 °C</td>
                <td>4 min</td>
              </tr>
            </tbody>
          </table>
          <form>
            <label>
              Search the notes <input type="search" placeholder="Oolong" />
            </label>
            <button type="button">Search</button>
          </form>
          <ul>
            <li>Warm the pot first.</li>
            <li>
              Write <code>put_text</code> only after the first cup.
            </li>
          </ul>
          <blockquote>
            <p>
              There is no trouble so great that cannot be diminished by a nice cup of
              tea.
            </p>
          </blockquote>
        </article>
        {poll}
        {feedback}
      </div>
    </main>
  )
}
