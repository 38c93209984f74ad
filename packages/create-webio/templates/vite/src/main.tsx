import { WebIOApp } from '@webio/react'
import '@webio/react/styles.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './style.css'

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <main>
        <h1>A site with a task in it</h1>
        <p>
          The part below is drawn by <code>run</code> in <code>webio.ts</code>. Edit it: the page continues
          with the new code.
        </p>
        <WebIOApp endpoint="/webio" app="run" />
      </main>
    </StrictMode>,
  )
