import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { folderWith, TestProcess } from '../../../core/test/cli/webio-process'
import { redisServer } from '../../../core/test/support/database-servers'
import type { NginxOptions } from './nginx'
import { nginx } from './nginx'

/** A running site with the examples' task `greet`. */
export interface Host extends AsyncDisposable {
  /** A page that shows the task. */
  readonly page: string
  /** A route of the site itself, if it has one, and its response. */
  readonly route?: { readonly url: string; readonly text: string }
  /** The URL of the site's own Socket.IO, if it has one. */
  readonly otherSocket?: string
  /** How long its page may take to show the task, if it must be compiled first. @default 30 s */
  readonly patienceMs?: number
}

const CORE = resolve(__dirname, '../../../core')
/** Runs TypeScript. */
const JITI = resolve(CORE, '../../node_modules/jiti/lib/jiti-cli.mjs')

const EXAMPLES = resolve(__dirname, '../../examples')
const VITE = resolve(CORE, '../../node_modules/vite/bin/vite.js')

const GREETER = `
import { input, put_text } from '@webio/core'
export default async () => {
  put_text('What a day')
  put_text(\`Hello \${await input('Name')}\`)
}
`

/** An example of packages/core/examples: another server, with WebIO under a path. */
export async function example(name: string): Promise<Host> {
  const running = TestProcess.node(CORE, [JITI, `examples/${name}.ts`], { PORT: '0' })
  const url = await running.url()
  const answers: Readonly<Record<string, string>> = {
    http: 'Node',
    express: 'Express',
    fastify: 'Fastify',
    koa: 'Koa',
    hono: 'Hono',
  }
  return {
    page: `${url}tools/webio?app=greet`,
    route: { url: `${url}hello`, text: `Hello from ${answers[name]}` },
    otherSocket: url,
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  }
}

/** `webio FILE`, which is start_server. */
export async function fileServed(): Promise<Host> {
  return served({ 'greet.ts': GREETER }, ['greet.ts', '--port', '0'], '')
}

/** `webio FOLDER`, which is path_deploy. */
export async function folderServed(): Promise<Host> {
  return served({ 'apps/deep/greet.ts': GREETER }, ['apps', '--port', '0'], 'deep/greet')
}

async function served(files: Record<string, string>, args: string[], path: string): Promise<Host> {
  const folder = folderWith(files)
  const webio = TestProcess.webio(folder.path, args)
  return {
    page: (await webio.url()) + path,
    async [Symbol.asyncDispose]() {
      await webio[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}

/** A page of one server that shows a task of another server, with its permission. */
export async function elsewhere(): Promise<Host> {
  const folder = folderWith({
    'tasks.mjs': `import { start_server } from '@webio/core/server'
      ${GREETER.replace('export default', 'const greet =')}
      await start_server({ greet }, { port: 0, path: '/tasks', allowed_origins: ['http://*:*'] })`,
    'pages.mjs': `import { start_server } from '@webio/core/server'
      await start_server(() => {}, { port: 0, endpoint_origins: [process.argv[2]] })`,
  })
  const tasks = TestProcess.node(folder.path, ['tasks.mjs'])
  const endpoint = (await tasks.url()).replace(/\/$/, '')
  const pages = TestProcess.node(folder.path, ['pages.mjs', new URL(endpoint).origin])
  return {
    page: `${await pages.url()}?app=greet&webio_endpoint=${encodeURIComponent(endpoint)}`,
    async [Symbol.asyncDispose]() {
      await Promise.all([tasks, pages].map((one) => one[Symbol.asyncDispose]()))
      folder[Symbol.dispose]()
    },
  }
}

/** A server with the task as its index, at the root, that allows pages of other sites to use it. */
async function tasksForOthers(): Promise<{ readonly url: string } & AsyncDisposable> {
  const folder = folderWith({
    'tasks.mjs': `import { start_server } from '@webio/core/server'
      ${GREETER.replace('export default', 'const greet =')}
      await start_server(greet, { port: 0, allowed_origins: ['http://localhost:*'] })`,
  })
  const running = TestProcess.node(folder.path, ['tasks.mjs'])
  return {
    url: await running.url(),
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}

/** A page without React, on its own host: packages/react/examples/plain. */
export async function plainPage(): Promise<Host> {
  const tasks = await tasksForOthers()
  const written = readFileSync(join(EXAMPLES, 'plain/index.html'), 'utf8')
  const text = written.replace('http://localhost:8080/', tasks.url)
  const site = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(text),
  )
  await new Promise<void>((listening) => site.listen(0, 'localhost', listening))
  return {
    page: `http://localhost:${(site.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      site.close()
      site.closeAllConnections()
      await tasks[Symbol.asyncDispose]()
    },
  }
}

/** A React site in Vite's development server: packages/react/examples/vite. */
export async function viteSite(): Promise<Host> {
  const tasks = await tasksForOthers()
  const env = { TASKS: tasks.url, NO_COLOR: '1' }
  const vite = TestProcess.node(join(EXAMPLES, 'vite'), [VITE, '--port', '0'], env)
  const [, page = ''] = await vite.says(/Local:\s+(http:\S+)/)
  return {
    page,
    async [Symbol.asyncDispose]() {
      await vite[Symbol.asyncDispose]()
      await tasks[Symbol.asyncDispose]()
    },
  }
}

/** `webio FILE` behind nginx. */
export async function behindNginx(options: Omit<NginxOptions, 'upstream'>): Promise<Host> {
  return proxied(await fileServed(), (page) => page, options)
}

/** Two processes of one cluster behind nginx, which knows nothing of sessions. */
export async function balancedByNginx(): Promise<Host> {
  const redis = await redisServer()
  const second = await clustered(redis.url)
  const first = await proxied(await clustered(redis.url), (page) => page, { others: [second.page] })
  return {
    ...first,
    async [Symbol.asyncDispose]() {
      await first[Symbol.asyncDispose]()
      await second[Symbol.asyncDispose]()
      await redis[Symbol.asyncDispose]()
    },
  }
}

/** A server that joins a cluster. */
async function clustered(cluster: string): Promise<Host> {
  const folder = folderWith({
    'site.mjs': `import { start_server } from '@webio/core/server'
      ${GREETER.replace('export default', 'const greet =')}
      const cluster_secret = 'a secret of sixteen characters'
      await start_server(greet, { port: 0, host: '127.0.0.1', cluster: process.env.CLUSTER, cluster_secret })`,
  })
  const running = TestProcess.node(folder.path, ['site.mjs'], { CLUSTER: cluster })
  return {
    page: await running.url(),
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}

/** A handler in another server, which is given the prefix, behind nginx. */
export async function handlerBehindNginx(): Promise<Host> {
  const folder = folderWith({
    'site.mjs': `import { createServer } from 'node:http'
      import { webio_handler } from '@webio/core/server'
      ${GREETER.replace('export default', 'const greet =')}
      const webio = webio_handler({ greet }, { trust_proxy: true })
      const server = createServer(webio.middleware)
      webio.attach(server)
      server.listen(0, () => console.log('listening on http://localhost:' + server.address().port + '/'))`,
  })
  const running = TestProcess.node(folder.path, ['site.mjs'])
  const site: Host = {
    page: await running.url(),
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
  return proxied(site, (page) => `${page}webio?app=greet`, {})
}

async function proxied(
  behind: Host,
  pageAt: (url: string) => string,
  options: Omit<NginxOptions, 'upstream'>,
): Promise<Host> {
  const proxy = await nginx({ upstream: behind.page, ...options })
  return {
    page: pageAt(proxy.url),
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]()
      await behind[Symbol.asyncDispose]()
    },
  }
}
