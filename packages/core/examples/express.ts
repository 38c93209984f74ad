import { createServer } from 'node:http'
import express from 'express'
import { webio_handler } from '@webio/core/server'
import { greet } from './task'

const webio = webio_handler({ greet }, { path: '/tools/webio' })

const app = express()
app.get('/hello', (_request, response) => void response.send('Hello from Express'))
app.use(webio.middleware)

export const server = createServer(app)
webio.attach(server)
server.listen(Number(process.env['PORT'] ?? 3000))
