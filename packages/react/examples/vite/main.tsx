import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { WebIOApp } from '@webio/react'
import '@webio/react/styles.css'

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <h1>A Vite site</h1>
      <WebIOApp endpoint="/webio" />
    </StrictMode>,
  )
