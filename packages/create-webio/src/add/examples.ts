/** A page of a Next.js site that shows the example task. @param route the route of the tasks */
export const nextPage = (route: string): string => `import { WebIOApp } from '@webio/react'
import '@webio/react/styles.css'

/** Shows the task \`run\` of webio.ts. Move <WebIOApp> to the page where you want it. */
export default function Page() {
  return (
    <main>
      <WebIOApp endpoint="${route}" app="run" />
    </main>
  )
}
`

/** A component of a Vite site that shows the example task. @param route the route of the tasks */
export const viteComponent = (route: string): string => `import { WebIOApp } from '@webio/react'
import '@webio/react/styles.css'

/** Shows the task \`run\` of webio.ts. Render it in the page where you want it. */
export function WebIOExample() {
  return <WebIOApp endpoint="${route}" app="run" />
}
`
