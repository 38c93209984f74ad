import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// In development, `webio --watch webio.ts` listens there. It serves the tasks at /, and the site at /webio.
const TASKS = process.env['TASKS'] ?? 'http://localhost:8080'

export default defineConfig({
  plugins: [react()],
  server: {
    proxy: {
      '/webio': { target: TASKS, ws: true, rewrite: (path) => path.replace(/^\/webio/, '') },
    },
  },
})
