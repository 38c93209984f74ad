import { createServer } from 'node:http'
import Koa from 'koa'
import { webio_handler } from '@webio/core/server'
import { greet, restOfTheSite } from './site'

const webio = webio_handler({ greet }, { path: '/tools/webio' })

const app = new Koa()
app.use(async (context, next) => {
  const answered = await new Promise<boolean>((resolve, reject) => {
    context.res.once('close', () => resolve(true))
    webio.middleware(context.req, context.res, (error) => {
      if (error) reject(error as Error)
      else resolve(false)
    })
  })
  if (!answered) await next()
})
app.use((context) => {
  if (context.path === '/hello') context.body = 'Hello from Koa'
})

const answer = app.callback()
const server = createServer((request, response) => void answer(request, response))
webio.attach(server)
restOfTheSite(server)
server.listen(Number(process.env['PORT'] ?? 3000))
