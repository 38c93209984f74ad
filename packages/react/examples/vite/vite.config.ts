import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// `webio FILE` listens there: it serves its page at /, and its socket at /io.
const tasks = process.env['TASKS'] ?? 'http://localhost:8080'

export default defineConfig({
  plugins: [react()],
  server: {
    proxy: {
      '/webio': { target: tasks, ws: true, rewrite: (path) => path.replace(/^\/webio/, '') },
    },
  },
})
