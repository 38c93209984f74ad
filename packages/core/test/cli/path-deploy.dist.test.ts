import { symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { SocketPage } from '../bridge/socket-page'
import { get } from '../support/get'
import { folderWith, TestProcess } from './webio-process'

// A process starts, and the machine may be busy.
jest.setTimeout(30_000)

const saying = (text: string): string =>
  `import { put_text } from '@webio/core'\nexport default (): void => void put_text(${JSON.stringify(text)})\n`

const FILES = {
  'apps/one.ts': saying('one'),
  'apps/main.mjs': `import { put_text } from '@webio/core'; export const main = () => void put_text('main')`,
  'apps/several.ts': `import { config } from '@webio/core/server'; import { put_text } from '@webio/core'
    export default { a: () => void put_text('a'), b: () => {} }`,
  'apps/deep/er/two.ts': saying('two'),
  'apps/with-index/index.ts': saying('index'),
  'apps/with-index/beside.ts': saying('beside'),
  'apps/titled.ts': `import { config } from '@webio/core/server'
    export default config({ title: 'A title', description: 'What it does.' }, () => {})`,
  'apps/deep/asking.mjs': `import { input } from '@webio/core'; export default () => input('Name')`,
  'apps/broken.ts': `throw new Error('oops')\nexport default () => {}`,
  'apps/program.mjs': `console.log('LOADED program')`,
  'apps/marked.mjs': `import { put_text } from '@webio/core'; console.log('LOADED marked')
    export default () => void put_text('marked')`,
  'apps/node_modules/tool/bin.js': `console.log('LOADED tool'); exports.main = () => {}`,
  'apps/none.ts': `export const helper = 1`,
  'apps/data.json': '{}',
  'apps/types.d.ts': 'export {}',
  'apps/_private.ts': saying('private'),
  'apps/.hidden/x.ts': saying('hidden'),
  'outside.ts': saying('outside'),
  'serve.mjs': `import { path_deploy } from '@webio/core/server'
    const authorize_metrics = () => true
    await path_deploy('apps', { port: 0, host: '127.0.0.1', authorize_metrics, ...JSON.parse(process.argv[2]) })`,
}

let folder: ReturnType<typeof folderWith>
beforeAll(() => {
  folder = folderWith(FILES)
  symlinkSync(join(folder.path, 'outside.ts'), join(folder.path, 'apps/link.ts'))
  symlinkSync(folder.path, join(folder.path, 'apps/up'))
})
afterAll(() => folder[Symbol.dispose]())

const deploy = (options: object = {}): TestProcess =>
  TestProcess.node(folder.path, ['serve.mjs', JSON.stringify(options)])

/** The outputs of an application whose page is at a path. */
async function shown(url: string, path: string, app = 'index'): Promise<string[]> {
  await using page = new SocketPage(url, 'websocket', { path: `${path}/io`, app })
  await page.until(() => page.session.tree.closed)
  return page.texts
}

describe('a folder', () => {
  let server: TestProcess
  beforeAll(() => {
    server = deploy()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  it('serves each module at its own path: its default export, or else main', async () => {
    const url = await server.url()
    expect(await shown(url, '/one')).toEqual(['one'])
    expect(await shown(url, '/main')).toEqual(['main'])
    expect(await shown(url, '/deep/er/two')).toEqual(['two'])
    expect(await shown(url, '/several', 'a')).toEqual(['a'])
    expect(await shown(url, '/with-index')).toEqual(['index'])
    expect(await shown(url, '/with-index/beside')).toEqual(['beside'])
  })

  it('lets an operator watch a session at the path of its module', async () => {
    const url = await server.url()
    await using page = new SocketPage(url, 'websocket', { path: '/deep/asking/io' })
    await page.form()
    const list = `${url}-/sessions`
    const [, key = ''] = /sessions\?look=([\w-]+)"/.exec(await (await get(list)).text()) ?? []
    const asked = await get(list, {
      method: 'POST',
      body: new URLSearchParams({ watch: key }),
      headers: { origin: new URL(url).origin },
      redirect: 'manual',
    })
    const location = asked.headers.get('location') ?? ''
    expect(location).toMatch(/^\.\.\/deep\/asking\?app=index#session=/)
    expect((await get(new URL(location, list))).status).toBe(200)
  })

  it.each(['/one', '/deep/er/two', '/with-index/'])(
    'names the files of a page relative to it: %s',
    async (path) => {
      const page = new URL(path, await server.url())
      const html = await (await get(page)).text()
      const [, entry = ''] = /<script type="module" src="([^"]+)"/.exec(html) ?? []
      expect(entry).toMatch(/^\.\//)
      expect((await get(new URL(entry, page))).status).toBe(200)
      const [, endpoint = ''] = /"endpoint":"([^"]+)"/.exec(html) ?? []
      const handler = new URL(endpoint, page).pathname.replace(/\/$/, '')
      expect(handler).toBe(path.replace(/\/$/, ''))
    },
  )

  it('lists its contents, with titles, if it has no index', async () => {
    const url = await server.url()
    const html = await (await get(url)).text()
    const links = [...html.matchAll(/<a href="([^"]+)"><b>([^<]+)/g)].map(([, href, title]) => [href, title])
    expect(links).toEqual([
      ['deep/', 'deep'],
      ['with-index/', 'with-index'],
      ['broken', 'broken'],
      ['main', 'main'],
      ['marked', 'marked'],
      ['one', 'one'],
      ['several', 'several'],
      ['titled', 'A title'],
    ])
    expect(html).toContain('What it does.')
    const [, style = ''] = /rel="stylesheet" href="([^"]+)"/.exec(html) ?? []
    expect((await get(new URL(style, url))).headers.get('content-type')).toContain('text/css')
  })

  it('is found without its final slash, too', async () => {
    const url = await server.url()
    const response = await get(new URL('/deep?x=1', url))
    expect([response.url, response.status]).toEqual([new URL('/deep/?x=1', url).href, 200])
  })

  it('is not listed with index: false, and shows the page of a function', async () => {
    await using unlisted = deploy({ index: false })
    expect((await get(await unlisted.url())).status).toBe(403)
    folder.write(
      'own.mjs',
      `import { path_deploy } from '@webio/core/server'
       await path_deploy('apps', { port: 0, index: (path) => '<p>' + path })`,
    )
    await using own = TestProcess.node(folder.path, ['own.mjs'])
    expect(await (await get(new URL('deep/', await own.url()))).text()).toBe('<p>/deep/')
  })
})

describe('a refused request', () => {
  let server: TestProcess
  beforeAll(() => {
    server = deploy()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  it.each([
    ['/none', 404],
    ['/program', 404],
    ['/node_modules/tool/bin', 403],
    ['/nothing', 404],
    ['/one/more', 404],
    ['/data.json', 404],
    ['/types.d', 404],
    ['/one.ts', 404],
    ['/_private', 403],
    ['/.hidden/x', 403],
    ['/link', 404],
    ['/up/outside', 404],
    ['/..%2foutside', 404],
    ['/%2e%2e/outside', 404],
    ['/deep/..%5c..%5coutside', 404],
    ['/%00', 404],
    ['/%E0%A4%A', 404],
    ['/C:/one', 404],
  ])('%s is answered by %d', async (path, status) => {
    const url = await server.url()
    expect((await get(url.replace(/\/$/, '') + path)).status).toBe(status)
  })

  it('has a path that is too long or too deep', async () => {
    const url = await server.url()
    const paths = [`one${'/x'.repeat(7000)}`, `one${'/x'.repeat(33)}`, 'x'.repeat(1001)]
    const answers = await Promise.all(paths.map((path) => get(url + path)))
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
  })

  it('is refused for sockets, too', async () => {
    const url = await server.url()
    const answers = ['/up/outside/io', '/_private/io', '/none/io'].map(async (path) => {
      const { status } = await get(new URL(`${path}?EIO=4&transport=polling`, url))
      return status
    })
    expect(await Promise.all(answers)).toEqual([404, 403, 404])
  })
})

describe('a module', () => {
  it('is imported after authorize has admitted a visitor, and only if it may have an application', async () => {
    folder.write(
      'guarded.mjs',
      `import { path_deploy } from '@webio/core/server'
      await path_deploy('apps', { port: 0, host: '127.0.0.1', authorize: ({ auth }) => auth === 'a token' && 'Ann' })`,
    )
    await using server = TestProcess.node(folder.path, ['guarded.mjs'])
    const url = await server.url()
    const status = async (path: string) => (await get(new URL(path, url))).status
    expect(await Promise.all(['/', '/marked', '/program', '/node_modules/tool/bin'].map(status))).toEqual([
      401, 401, 404, 403,
    ])
    const connect = (auth: string) =>
      new SocketPage(url, 'websocket', { path: '/marked/io', auth: () => auth })
    await using stranger = connect('another')
    expect(await stranger.until(() => stranger.session.failure)).toBe('unauthorized')
    expect(server.output).not.toContain('LOADED')
    await using page = connect('a token')
    await page.until(() => page.session.tree.closed)
    expect(page.texts).toEqual(['marked'])
    expect(server.output.match(/LOADED \w+/g)).toEqual(['LOADED marked'])
  })

  it('that cannot be loaded reports that only on its page', async () => {
    await using server = deploy()
    const url = await server.url()
    const response = await get(new URL('broken', url))
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('oops')
    await server.says(/broken\.ts could not be loaded: Error: oops/)
    expect(await shown(url, '/one')).toEqual(['one'])
  })

  it('is reloaded when its file has changed, and with debug also for ?reload', async () => {
    folder.write('apps/changing.ts', saying('before'))
    await using server = deploy({ debug: true })
    const url = await server.url()
    expect(await shown(url, '/changing')).toEqual(['before'])
    folder.write('apps/changing.ts', saying('after'))
    utimesSync(join(folder.path, 'apps/changing.ts'), new Date(), new Date(Date.now() + 5000))
    expect(await shown(url, '/changing')).toEqual(['after'])

    folder.write(
      'apps/counting.ts',
      `globalThis.loads = (globalThis.loads ?? 0) + 1
      import { put_text } from '@webio/core'; const mine = globalThis.loads
      export default () => void put_text(mine)`,
    )
    expect(await shown(url, '/counting')).toEqual(['1'])
    expect(await shown(url, '/counting')).toEqual(['1'])
    await get(new URL('/counting?reload', url))
    expect(await shown(url, '/counting')).toEqual(['2'])
  })
})

it('can still be closed after close was called with invalid options', async () => {
  folder.write(
    'closing.mjs',
    `import { path_deploy } from '@webio/core/server'
    const server = await path_deploy('apps', { port: 0, host: '127.0.0.1' })
    try { await server.close({ timeout: 'x' }) } catch (error) { console.log(error.message) }
    await server.close()
    console.log('closed')`,
  )
  await using server = TestProcess.node(folder.path, ['closing.mjs'])
  expect(await server.ended()).toBe(0)
  expect(server.output).toMatch(
    /close: timeout must be a number of seconds from 0 to 2147483, not "x"\.\nclosed\n$/,
  )
})

it('webio FOLDER does the same', async () => {
  await using webio = TestProcess.webio(folder.path, ['apps', '--port', '0'])
  expect(await shown(await webio.url(), '/one')).toEqual(['one'])
})

it.each([
  ['nowhere', 'path_deploy: there is no folder nowhere.'],
  [7, 'path_deploy: dir must be the path of a folder, not 7.'],
])('%j is refused', async (dir, message) => {
  folder.write(
    'bad.mjs',
    `import { path_deploy } from '@webio/core/server'
    await path_deploy(${JSON.stringify(dir)}).catch((error) => console.log(error.message))`,
  )
  await using server = TestProcess.node(folder.path, ['bad.mjs'])
  expect([await server.ended(), server.output]).toEqual([0, `${message}\n`])
})
