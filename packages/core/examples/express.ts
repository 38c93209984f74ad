import { createServer } from 'node:http'
import express from 'express'
import { webio_handler } from '@webio/core/server'
import { greet, restOfTheSite } from './site'

const webio = webio_handler({ greet }, { path: '/tools/webio' })

const app = express()
app.get('/hello', (_request, response) => void response.send('Hello from Express'))
app.use(webio.middleware)

const server = createServer(app)
webio.attach(server)
restOfTheSite(server)
server.listen(Number(process.env['PORT'] ?? 3000))
