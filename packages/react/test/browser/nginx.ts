import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { folderWith, TestProcess } from '../../../core/test/cli/webio-process'
import { missingProgram } from '../../../core/test/support/debian'
import { freePort } from '../../../core/test/support/free-port'
import { failuresIn } from '../../../core/test/support/haproxy'

const DOCS = resolve(__dirname, '../../../../docs')

/** How a test changes the documented configuration. */
export interface NginxOptions {
  /** The URL of the server behind it, with a trailing slash. */
  readonly upstream: string
  /** The path at which it serves this server, with a trailing slash. @default '/tools/' */
  readonly location?: string
  /** @default true */
  readonly upgrades?: boolean
  /** @default false */
  readonly tls?: boolean
  /** Other processes of the same cluster: requests go to all of them in turn. */
  readonly others?: readonly string[]
}

/** A running nginx. */
export interface Nginx extends AsyncDisposable {
  readonly url: string
  /** The requests that have failed: status, method, and path with its query. */
  failures(): string[]
}

/** The reason why there is no nginx, or null if there is one. Installs it if possible. */
export const missingNginx = (): string | null => missingProgram(['nginx-light'], isInstalled)

const isInstalled = (): boolean => spawnSync('nginx', ['-v']).status === 0

/** Runs nginx with the configuration of docs/hosting.md, and of docs/cluster.md for several servers. */
export async function nginx(options: NginxOptions): Promise<Nginx> {
  const { tls = false, location = '/tools/' } = options
  const port = await freePort()
  const folder = folderWith({ 'tls.sh': MAKE_CERTIFICATE })
  if (tls) spawnSync('sh', ['tls.sh'], { cwd: folder.path })
  folder.write('nginx.conf', configuration(options, port, folder.path))
  const running = TestProcess.program(
    'nginx',
    ['-p', folder.path, '-c', join(folder.path, 'nginx.conf')],
    folder.path,
  )
  await running.says(/start worker process \d/)
  return {
    url: `http${tls ? 's' : ''}://localhost:${port}${location}`,
    failures: () => failuresIn(readFileSync(join(folder.path, 'access.log'), 'utf8')),
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}

const MAKE_CERTIFICATE =
  'openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout key.pem -out cert.pem'

/** The first nginx configuration of a document. */
function documentedIn(document: string): string {
  const [, program = ''] = /```nginx\n([\s\S]*?)```/.exec(readFileSync(join(DOCS, document), 'utf8')) ?? []
  return program
}

/** The documented configuration, with the port, the certificate and the server of the test. */
function configuration(
  { upstream, location = '/tools/', upgrades = true, tls = false, others = [] }: NginxOptions,
  port: number,
  folder: string,
): string {
  const [documented, balancer] = [documentedIn('hosting.md'), documentedIn('cluster.md')]
  const [, parameters = ''] = /^ {2}server \S+( .*);$/m.exec(balancer) ?? []
  const servers = [upstream, ...others].map((url) => `  server ${addressOf(url)}${parameters};\n`)
  const balanced = balancer.replace(/(^ {2}server .*\n)+/m, servers.join(''))
  const said = documented
    .replace('listen 443 ssl', `listen 127.0.0.1:${port}${tls ? ' ssl' : ''}`)
    .replace('/etc/ssl/example.com.pem', 'cert.pem')
    .replace('/etc/ssl/example.com.key', 'key.pem')
    .replace('location /tools/', `location ${location}`)
    .replace('Prefix /tools;', `Prefix ${location === '/' ? '""' : location.slice(0, -1)};`)
    .replace('http://127.0.0.1:8080/', others.length > 0 ? 'http://tasks/' : `http://${addressOf(upstream)}/`)
  const lines = said.split('\n').filter((line) => {
    if (!tls && line.includes('ssl_certificate')) return false
    return upgrades || !/header (Upgrade|Connection)/.test(line)
  })
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  return `user root;
daemon off;
worker_processes 1;
pid nginx.pid;
error_log stderr notice;
events { worker_connections 4096; }
http {
log_format failures '$status $request_method $request_uri';
access_log access.log failures;
${temporary.join('\n')}
${others.length > 0 ? balanced : ''}
${lines.join('\n')}
}
`
}

const addressOf = (url: string): string => new URL(url).host.replace('localhost', '127.0.0.1')
