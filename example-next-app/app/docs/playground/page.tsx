import type { Metadata } from 'next'
import { Playground } from '../../../components/docs/playground'
import { readRepositoryFile } from '../../../lib/docs/repository'

export const metadata: Metadata = {
  title: 'Playground · Docs',
  description: 'Edit a program, and see it run in the page.',
}

export default async function Page() {
  return (
    <article className="docs-article docs-wide">
      <h1>Playground</h1>
      <p>
        Edit the program and run it. It runs in this page, without a server, so files
        and cookies are missing. The link contains the program: anyone who opens it sees
        it run.
      </p>
      <Playground program={await readRepositoryFile('docs/examples/input/group.ts')} />
    </article>
  )
}
