import { Conversation } from '../../components/conversation'
import { Source, TaskSource } from '../../components/source'
import { readSource } from '../../lib/read-source'
import './headless.css'

export const metadata = { title: 'Headless' }

export default async function Page() {
  const name = 'components/conversation.tsx'
  return (
    <main className="page">
      <header className="intro">
        <h1>Headless</h1>
        <p>
          The hooks give the outputs and the open form. The page draws them itself, here
          as a conversation.
        </p>
      </header>
      <div className="pair">
        <section className="running conversation" aria-label="Conversation, running">
          <Conversation app="interview" />
        </section>
        <TaskSource app="interview" />
      </div>
      <Source name={name} text={await readSource(name)} />
    </main>
  )
}
